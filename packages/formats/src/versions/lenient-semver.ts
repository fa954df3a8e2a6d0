import { defineScheme, type VersionScheme } from './scheme.ts'
import { lenientSemver as order } from './semver.ts'

/** SemVer as people write it: also with a `v` before it, and with fewer numbers. Build metadata does not count. */
export const lenientSemver: VersionScheme = defineScheme(order)
