import type { NativePackage } from '../../../format/native-package.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'

/** Whether a version was made from a commit. @see https://go.dev/ref/mod#pseudo-versions */
export const isPseudoVersion = (version: string): boolean =>
  /^v\d+\.(0\.0-|\d+\.\d+-([^+]*\.)?0\.)\d{14}-[\dA-Za-z]+(\+incompatible)?$/.test(version)

/** The version that go uses by default: the highest release, else the highest pre-release, else the latest commit. */
export function latestOf(packages: readonly NativePackage[]): NativePackage | undefined {
  const { compare } = schemeOfFormat('go')
  const rank = ({ version }: NativePackage) => (isPseudoVersion(version) ? 0 : /^v[\d.]+-/.test(version) ? 1 : 2)
  return packages.toSorted((a, b) => rank(a) - rank(b) || compare(a.version, b.version)).at(-1)
}
