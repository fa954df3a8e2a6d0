import type { Advisory, Affected, Range, RangeEvent } from '@cloudsmith-sdk/advisories'
import { lenientSemver } from '@cloudsmith-sdk/formats'
import { knownEcosystem } from './ecosystems.ts'
import { AdvisoryError, type OsvValue, osvValue } from './osv-fields.ts'

/**
 * Parses an advisory in OSV format (schema 1.6 or later) and keeps what the scanner uses.
 *
 * Anything about commits instead of versions is left out: ranges of type `GIT`, affected entries without a package, and `limit` events.
 *
 * @throws {AdvisoryError} if a field is missing, has the wrong type, or an invalid value
 * @see https://ossf.github.io/osv-schema/
 */
export function parseAdvisory(json: unknown): Advisory {
  const source = osvValue(json)
  const id = source.field('id').line()
  try {
    return advisoryOf(source, id)
  } catch (error) {
    if (error instanceof AdvisoryError) throw new AdvisoryError(`${id}: ${error.message}`, error.path)
    throw error
  }
}

function advisoryOf(source: OsvValue, id: string): Advisory {
  return {
    id,
    aliases: linesOf(source.field('aliases')),
    withdrawn: isWithdrawn(source.field('withdrawn')),
    summary: source.field('summary').text() ?? id,
    details: source.field('details').text() ?? '',
    vectors: scoresOf(source),
    severity: ownText(source, 'severity'),
    affected: source.field('affected').items().flatMap(affectedOf),
    references: source
      .field('references')
      .items()
      .map((reference) => reference.field('url').line()),
  }
}

const linesOf = (list: OsvValue): string[] => list.items().map((item) => item.line())

function isWithdrawn(at: OsvValue): boolean {
  if (at.isThere && Number.isNaN(Date.parse(at.line()))) at.refuse('must be a time, such as 2026-01-01T00:00:00Z')
  return at.isThere
}

function affectedOf(source: OsvValue): Affected[] {
  const named = source.field('package')
  const ranges = source.field('ranges').items()
  // Without a package, it can only be about commits.
  if (!named.isThere && ranges.length > 0 && ranges.every((range) => range.field('type').value === 'GIT')) return []
  const severity = [...scoresOf(source), ownText(source, 'severity')].filter((each) => each !== undefined)
  const informational = ownText(source, 'informational')
  return [
    {
      ecosystem: ecosystemOf(named.field('ecosystem')),
      name: named.field('name').line(),
      ranges: ranges.flatMap(rangeOf),
      versions: linesOf(source.field('versions')),
      ...(severity.length > 0 && { severity }),
      ...(informational !== undefined && { informational }),
    },
  ]
}

/** Advisories may have ecosystems that are not scanned, but no two ecosystems differ only in capitalisation. */
function ecosystemOf(at: OsvValue): string {
  const name = at.line()
  const known = knownEcosystem(name)
  return known === undefined || name.startsWith(known) ? name : at.refuse(`must be written ${known}`)
}

/** The scores of an advisory, or of one of its affected packages. */
const scoresOf = (source: OsvValue): string[] =>
  source
    .field('severity')
    .items()
    .map((severity) => severity.field('score').line())

/** A text among the database-specific fields, whose types are up to the database. */
function ownText(source: OsvValue, field: string): string | undefined {
  const own = source.field('database_specific')
  const value = own.isThere ? own.field(field).value : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

function rangeOf(source: OsvValue): Range[] {
  const type = source.field('type').oneOf('SEMVER', 'ECOSYSTEM', 'GIT')
  if (type === 'GIT') return []
  const events = source.field('events')
  if (events.items().length === 0) events.refuse('must have at least one event')
  return [{ type, events: events.items().flatMap((event) => eventOf(event, type)) }]
}

function eventOf(source: OsvValue, type: Range['type']): RangeEvent[] {
  const said = ['introduced', 'fixed', 'last_affected', 'limit'].filter((name) => source.field(name).isThere)
  const [name, another] = said
  if (name === undefined || another !== undefined) {
    source.refuse(
      `must have one of introduced, fixed, last_affected and limit${said.length > 1 ? `, not ${said.join(' and ')}` : ''}`,
    )
  }
  if (name === 'limit') return []
  const at = source.field(name)
  const version = at.line()
  if (type === 'SEMVER' && version !== '0' && !lenientSemver.isVersion(version)) at.refuse('must be a semantic version, or 0')
  if (name === 'introduced') return [{ introduced: version }]
  return [name === 'fixed' ? { fixed: version } : { lastAffected: version }]
}
