import type { VersionScheme } from '@cloudsmith-sdk/formats'
import { formats } from '../catalogue/formats.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'

const formatByEcosystem = new Map(
  Object.entries(formats).flatMap(([format, { ecosystem }]) => (ecosystem === undefined ? [] : [[ecosystem, format] as const])),
)

/** The order of an OSV ecosystem is that of its format; what follows a colon names a registry of it, as in `Maven:https://…`. */
export function schemeOfEcosystem(ecosystem: string): VersionScheme {
  return schemeOfFormat(formatByEcosystem.get(ecosystem.split(':', 1)[0] ?? '') ?? '')
}

/** Ranges of type `SEMVER` leave out Go's `v`, and build metadata does not count in them whatever the ecosystem: as Go has it. */
export const semverScheme = schemeOfFormat('go')
