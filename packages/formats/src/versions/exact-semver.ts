import { defineScheme } from './scheme.ts'
import { semver } from './semver.ts'

/** SemVer, for formats that know no ranges: MCP servers, VS Code extensions. */
export const exactSemver = defineScheme(semver)
