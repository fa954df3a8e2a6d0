import { schemeOfFormat } from '../../../format/version-scheme.ts'

/** The file name of a chart below `charts`, whatever its name was when it was uploaded. */
export const fileNameOf = ({ name, version }: { readonly name: string; readonly version: string }): string =>
  `${name}-${version}.tgz`

/** The charts that a file name may mean: both names and versions may contain dashes. The shortest names come first. */
export function chartsOf(filename: string): readonly { readonly name: string; readonly version: string }[] {
  const stem = filename.endsWith('.tgz') ? filename.slice(0, -'.tgz'.length) : ''
  const { isVersion } = schemeOfFormat('helm')
  return [...stem.matchAll(/-/g)].flatMap(({ index }) => {
    const [name, version] = [stem.slice(0, index), stem.slice(index + 1)]
    return name !== '' && isVersion(version) ? [{ name, version }] : []
  })
}
