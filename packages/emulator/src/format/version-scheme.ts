import { plainScheme, type VersionScheme, versionScheme } from '@cloudsmith-sdk/formats'
import { required, UnreadableError } from '../files/unreadable.ts'

/**
 * The order of a format's versions. Docker, generic, Hugging Face, Nix, raw and skills have none of their own: theirs are texts with numbers in
 * them. Whether the service orders those otherwise is unknown.
 */
export function schemeOfFormat(format: string): VersionScheme {
  return versionScheme(format) ?? plainScheme
}

/**
 * Gives a version back that is one by the rules of its format.
 *
 * @param what completes "… is missing", for example `info/index.json: version`
 * @throws {UnreadableError} when it is missing or none
 */
export function requireVersion(format: string, version: string | undefined, what: string): string {
  const found = required(version, what)
  if (schemeOfFormat(format).isVersion(found)) return found
  throw new UnreadableError(`${what} is ${JSON.stringify(found)}, which is no version`)
}
