import { schemeOfFormat } from '../../../format/version-scheme.ts'

/** What a chart is called below `charts`, whatever it was called when it was uploaded. */
export const fileNameOf = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name}-${version}.tgz`

/** Which charts a file may be of: both names and versions may have dashes. Those with the shortest name come first. */
export function chartsOf(filename: string): readonly { readonly name: string; readonly version: string }[] {
  const stem = filename.endsWith('.tgz') ? filename.slice(0, -'.tgz'.length) : ''
  const { isVersion } = schemeOfFormat('helm')
  return [...stem.matchAll(/-/g)].flatMap(({ index }) => {
    const [name, version] = [stem.slice(0, index), stem.slice(index + 1)]
    return name !== '' && isVersion(version) ? [{ name, version }] : []
  })
}
