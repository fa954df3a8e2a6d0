import { plainScheme, type VersionScheme, versionScheme } from '@cloudsmith-sdk/formats'
import { required, UnreadableError } from '../files/unreadable.ts'

/**
 * The version order of a format. Docker, generic, Hugging Face, Nix, raw and skills have none of their own: their versions are compared as texts with
 * numbers. It is not known whether the service orders them differently.
 */
export function schemeOfFormat(format: string): VersionScheme {
  return versionScheme(format) ?? plainScheme
}

/**
 * Returns the given version if it is valid in its format.
 *
 * @param what completes "… is missing", for example `info/index.json: version`
 * @throws {UnreadableError} if it is missing or invalid
 */
export function requireVersion(format: string, version: string | undefined, what: string): string {
  const found = required(version, what)
  if (schemeOfFormat(format).isVersion(found)) return found
  throw new UnreadableError(`${what} is ${JSON.stringify(found)}, which is not a version`)
}
