import { defineScheme, type VersionScheme } from './scheme.ts'
import { lenientSemver as order } from './semver.ts'

/** SemVer as people write it: also with a leading `v`, and with fewer numbers. Build metadata is ignored. */
export const lenientSemver: VersionScheme = defineScheme(order)
