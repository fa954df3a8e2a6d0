import type { VersionScheme } from '@cloudsmith-sdk/formats'
import { formats } from '../catalogue/formats.ts'
import type { Format } from '../format/format.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'

const slugs = new Map(Object.entries(formats).map(([slug, { ecosystem }]) => [ecosystem, slug]))

/** An OSV ecosystem without the registry of it that a colon may name, as in `Maven:https://…`. */
export const baseOf = (ecosystem: string): string => ecosystem.split(':', 1)[0] ?? ''

const ecosystems = [...slugs.keys()].filter((name) => name !== undefined)

/** The ecosystem that is scanned, and that a name is but for its capitals. */
export function knownEcosystem(name: string): string | undefined {
  const base = baseOf(name).toLowerCase()
  return ecosystems.find((known) => known.toLowerCase() === base)
}

/** The format of an OSV ecosystem. */
export function formatOfEcosystem(ecosystem: string): Format | undefined {
  return formats[slugs.get(baseOf(ecosystem)) ?? '']
}

/** The order of an OSV ecosystem is that of its format. */
export function schemeOfEcosystem(ecosystem: string): VersionScheme {
  return schemeOfFormat(slugs.get(baseOf(ecosystem)) ?? '')
}

/** Ranges of type `SEMVER` leave out Go's `v`, and build metadata does not count in them whatever the ecosystem: as Go has it. */
export const semverScheme = schemeOfFormat('go')
