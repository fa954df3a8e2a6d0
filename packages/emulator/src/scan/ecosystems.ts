import { baseOf, type Ecosystem } from '@cloudsmith-sdk/advisories'
import { formats } from '../catalogue/formats.ts'
import { schemeOfFormat } from '../format/version-scheme.ts'

const slugs = new Map(Object.entries(formats).map(([slug, { ecosystem }]) => [ecosystem, slug]))

/** How an OSV ecosystem compares names and versions: like its format. */
export function ecosystemNamed(name: string): Ecosystem {
  const slug = slugs.get(name) ?? ''
  return { scheme: schemeOfFormat(slug), nameOf: formats[slug]?.advisoryName }
}

const ecosystems = [...slugs.keys()].filter((name) => name !== undefined)

/** The scanned ecosystem of this name, whatever its capitalisation; undefined if there is none. */
export function knownEcosystem(name: string): string | undefined {
  const base = baseOf(name).toLowerCase()
  return ecosystems.find((known) => known.toLowerCase() === base)
}
