import { plainScheme, type VersionScheme, versionScheme } from '@cloudsmith-sdk/formats'

/**
 * The order of a format's versions. Docker, generic, Hugging Face, Nix, raw and skills have none of their own: theirs are texts with numbers in
 * them. Whether the service orders those otherwise is unknown.
 */
export function schemeOfFormat(format: string): VersionScheme {
  return versionScheme(format) ?? plainScheme
}
