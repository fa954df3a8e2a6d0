import { normalVersion } from '@cloudsmith-sdk/formats'
import type { NativePackage } from '../../../format/native-package.ts'

/** An id as addresses have it. */
export const idKey = (id: string): string => id.toLowerCase()

/** A version as addresses have it: normalised, in lower case, without metadata of the build. */
export const versionKey = (version: string): string => normalVersion('nuget', version)

/** Whether a package has symbols, and nothing to install. */
export const isSymbols = ({ files: [{ filename }] }: NativePackage): boolean => /\.snupkg$/i.test(filename)

/** Whether a version is one that older clients do not know: with dots in its pre-release, or metadata of the build. */
const isVersion2 = (version: string): boolean => /^[^-+]*-[^+]*\.|\+/.test(version)

/**
 * Whether a package is for clients of SemVer 2.0.0 alone: by its own version, or by one that it needs.
 *
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning#semantic-versioning-200
 */
export function isSemVer2(version: string, ranges: readonly string[]): boolean {
  const bounds = ranges.flatMap((range) => range.replace(/[[\]()\s]/g, '').split(','))
  return [version, ...bounds].some(isVersion2)
}
