import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { normalName } from '../normal-name.ts'
import { wheelNameOf } from '../wheel.ts'

/**
 * The version in the file name of a wheel or a source distribution of a package; undefined for other files. In old source distributions, the name may
 * contain `-`, so its end can only be found if the name is known.
 *
 * @see https://packaging.python.org/en/latest/specifications/source-distribution-format/
 */
export function versionInFileName(filename: string, name: string): string | undefined {
  const wanted = normalName(name)
  if (/\.whl$/i.test(filename)) {
    const wheel = wheelNameOf(filename)
    return wheel !== undefined && normalName(wheel.name) === wanted ? checked(wheel.version) : undefined
  }
  const [, stem = ''] = /^(.+)\.(?:tar\.(?:gz|bz2|xz)|tgz|zip)$/i.exec(filename) ?? []
  for (let dash = stem.indexOf('-'); dash >= 0; dash = stem.indexOf('-', dash + 1)) {
    if (normalName(stem.slice(0, dash)) === wanted) return checked(stem.slice(dash + 1))
  }
  return undefined
}

const checked = (version: string): string | undefined => (schemeOfFormat('python').isVersion(version) ? version : undefined)
