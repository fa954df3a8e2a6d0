import { defineScheme } from './scheme.ts'
import { semver } from './semver.ts'

/** SemVer, for formats without ranges: MCP servers and VS Code extensions. */
export const exactSemver = defineScheme(semver)
