import { defineScheme } from './scheme.ts'
import { lenientSemver } from './semver.ts'

/**
 * Go: SemVer after a `v`, which advisories leave out; a pseudo-version is a pre-release, `+incompatible` does not count. A requirement is
 * the lowest version that will do.
 *
 * @see https://go.dev/ref/mod#versions
 */
export const go = defineScheme(lenientSemver)
