import type { NativePackage } from '../../../format/native-package.ts'

/** The platform of gems that run everywhere. */
export const anyPlatform = 'ruby'

/** A version in Ruby's notation: what follows a hyphen is a pre-release. */
export const writtenVersion = (version: string): string => version.replaceAll('-', '.pre.')

/** The platform of a gem. */
export const platformOf = ({ manifest, told }: NativePackage): string =>
  manifest?.architectures[0] ?? (isTold(told) ? told.platform : anyPlatform)

/** The platform that the index of an upstream states. */
const isTold = (told: unknown): told is { readonly platform: string } =>
  typeof told === 'object' && told !== null && 'platform' in told && typeof told.platform === 'string'

/** The number of a version in an index: with its platform, unless that is any. */
export const numberOf = (version: string, platform: string): string =>
  platform === anyPlatform ? writtenVersion(version) : `${writtenVersion(version)}-${platform}`

/** The name and number of a gem, as in its file name. */
export const fullNameOf = (pkg: NativePackage): string => `${pkg.name}-${numberOf(pkg.version, platformOf(pkg))}`

/** The names and versions that a full name may mean: a name may itself contain a hyphen before a digit. */
export function readingsOf(fullName: string): { readonly name: string; readonly version: string }[] {
  return [...fullName.matchAll(/-(?=\d)/g)].flatMap(({ index }) => {
    const [version = ''] = fullName.slice(index + 1).split('-', 1)
    return index === 0 ? [] : [{ name: fullName.slice(0, index), version }]
  })
}
