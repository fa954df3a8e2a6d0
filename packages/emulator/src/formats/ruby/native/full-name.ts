import type { NativePackage } from '../../../format/native-package.ts'

/** The platform of gems that run everywhere. */
export const anyPlatform = 'ruby'

/** A version as Ruby writes it: what comes after a hyphen is a pre-release. */
export const writtenVersion = (version: string): string => version.replaceAll('-', '.pre.')

/** The platform of a gem. */
export const platformOf = ({ manifest, told }: NativePackage): string =>
  manifest?.architectures[0] ?? (isTold(told) ? told.platform : anyPlatform)

/** What an index of an upstream says of the platform. */
const isTold = (told: unknown): told is { readonly platform: string } =>
  typeof told === 'object' && told !== null && 'platform' in told && typeof told.platform === 'string'

/** What an index calls a version: with its platform, where that is not any. */
export const numberOf = (version: string, platform: string): string =>
  platform === anyPlatform ? writtenVersion(version) : `${writtenVersion(version)}-${platform}`

/** What a gem is called with its version, as its file is. */
export const fullNameOf = (pkg: NativePackage): string => `${pkg.name}-${numberOf(pkg.version, platformOf(pkg))}`

/** Which names and versions a full name may have: a name may itself hold a hyphen before a digit. */
export function readingsOf(fullName: string): { readonly name: string; readonly version: string }[] {
  return [...fullName.matchAll(/-(?=\d)/g)].flatMap(({ index }) => {
    const [version = ''] = fullName.slice(index + 1).split('-', 1)
    return index === 0 ? [] : [{ name: fullName.slice(0, index), version }]
  })
}
