import { defineScheme } from './scheme.ts'
import { lenientSemver } from './semver.ts'

/**
 * Go: SemVer after a `v`, which advisories leave out. A pseudo-version is a pre-release, and `+incompatible` is ignored. A requirement is a minimum
 * version.
 *
 * @see https://go.dev/ref/mod#versions
 */
export const go = defineScheme(lenientSemver)
