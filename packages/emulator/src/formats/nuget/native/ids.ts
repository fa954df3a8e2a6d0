import { normalVersion } from '@cloudsmith-sdk/formats'
import type { NativePackage } from '../../../format/native-package.ts'

/** An id in the form used in URLs. */
export const idKey = (id: string): string => id.toLowerCase()

/** A version in the form used in URLs: normalised, in lower case, without build metadata. */
export const versionKey = (version: string): string => normalVersion('nuget', version)

/** Whether a package only contains symbols. */
export const isSymbols = ({ files: [{ filename }] }: NativePackage): boolean => /\.snupkg$/i.test(filename)

/** Whether a version is unknown to older clients: with dots in its pre-release, or build metadata. */
const isVersion2 = (version: string): boolean => /^[^-+]*-[^+]*\.|\+/.test(version)

/**
 * Whether a package is only for clients that support SemVer 2.0.0, because of its own version or that of a dependency.
 *
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning#semantic-versioning-200
 */
export function isSemVer2(version: string, ranges: readonly string[]): boolean {
  const bounds = ranges.flatMap((range) => range.replace(/[[\]()\s]/g, '').split(','))
  return [version, ...bounds].some(isVersion2)
}
