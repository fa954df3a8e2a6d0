/** A change of state along a version line: from here on affected, from here on not, or not after this one. */
export type RangeEvent = { readonly introduced: string } | { readonly fixed: string } | { readonly lastAffected: string }

/** A line of versions with its events. `SEMVER` orders by SemVer 2, `ECOSYSTEM` as the package's own ecosystem does. */
export interface Range {
  readonly type: 'SEMVER' | 'ECOSYSTEM'
  readonly events: readonly RangeEvent[]
}

/** The versions of one package that an advisory speaks about. */
export interface Affected {
  readonly ecosystem: string
  readonly name: string
  readonly ranges: readonly Range[]
  /** Versions that are affected whatever the ranges say. */
  readonly versions: readonly string[]
  /** How grave it is for this package: CVSS vectors, or words of the database. Missing where nothing is said. */
  readonly severity?: readonly string[] | undefined
  /** Why it is told without being a vulnerability, such as `unmaintained`. Missing for vulnerabilities. */
  readonly informational?: string | undefined
}

/** What the scanner uses of an OSV advisory. */
export interface Advisory {
  readonly id: string
  readonly aliases: readonly string[]
  readonly withdrawn: boolean
  readonly summary: string
  readonly details: string
  /** How grave it is for all that it affects, in the advisory's order: CVSS vectors, or words. */
  readonly vectors: readonly string[]
  /** The database's own word, such as `MODERATE`; undefined where it gives none. */
  readonly severity: string | undefined
  readonly affected: readonly Affected[]
  /** Addresses of pages about it. */
  readonly references: readonly string[]
}

/** An advisory that does not have the shape of OSV. The message names the field. */
export class AdvisoryError extends Error {
  override readonly name = 'AdvisoryError'
}

/**
 * Reads an advisory in OSV format (schema 1.6 or later) and keeps what the scanner uses.
 *
 * Ranges of type `GIT` and `limit` events are left out: they speak of commits, and the scanner knows versions only.
 *
 * @throws {AdvisoryError} a field is missing or has another type
 * @see https://ossf.github.io/osv-schema/
 */
export function parseAdvisory(json: unknown): Advisory {
  const source = record(json, 'advisory')
  const id = text(source.id, 'id')
  const at = (field: string) => `${id}: ${field}`
  return {
    id,
    aliases: list(source.aliases, at('aliases')).map((alias) => text(alias, at('aliases[]'))),
    withdrawn: source.withdrawn != null,
    summary: optionalText(source.summary, at('summary')) ?? id,
    details: optionalText(source.details, at('details')) ?? '',
    vectors: scoresOf(source, id),
    severity: ownText(source, id, 'severity'),
    affected: list(source.affected, at('affected')).map((item) => parseAffected(item, id)),
    references: list(source.references, at('references')).map((item) =>
      text(record(item, at('references[]')).url, at('references[].url')),
    ),
  }
}

function parseAffected(json: unknown, id: string): Affected {
  const at = `${id}: affected[]`
  const source = record(json, at)
  const severity = [...scoresOf(source, at), ownText(source, at, 'severity')].filter((each) => each !== undefined)
  const informational = ownText(source, at, 'informational')
  const named = record(source.package, `${at}.package`)
  return {
    ecosystem: text(named.ecosystem, `${at}.package.ecosystem`),
    name: text(named.name, `${at}.package.name`),
    ranges: list(source.ranges, `${at}.ranges`).flatMap((item) => parseRange(item, `${at}.ranges[]`)),
    versions: list(source.versions, `${at}.versions`).map((version) => text(version, `${at}.versions[]`)),
    ...(severity.length > 0 && { severity }),
    ...(informational !== undefined && { informational }),
  }
}

/** The scores of an advisory, or of something that it affects. */
function scoresOf(source: Record<string, unknown>, at: string): string[] {
  return list(source.severity, `${at}: severity`).map((item) =>
    text(record(item, `${at}: severity[]`).score, `${at}: severity[].score`),
  )
}

/** A text among the fields of the database's own, whose types are up to the database. */
function ownText(source: Record<string, unknown>, at: string, field: string): string | undefined {
  const value = record(source.database_specific ?? {}, `${at}: database_specific`)[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function parseRange(json: unknown, at: string): Range[] {
  const source = record(json, at)
  const type = text(source.type, `${at}.type`)
  if (type === 'GIT') return []
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM')
    throw new AdvisoryError(`${at}.type is ${type}, but SEMVER, ECOSYSTEM or GIT was expected`)
  return [{ type, events: list(source.events, `${at}.events`).flatMap((item) => parseEvent(item, `${at}.events[]`)) }]
}

function parseEvent(json: unknown, at: string): RangeEvent[] {
  const { introduced, fixed, last_affected: lastAffected, limit } = record(json, at)
  if (introduced !== undefined) return [{ introduced: text(introduced, `${at}.introduced`) }]
  if (fixed !== undefined) return [{ fixed: text(fixed, `${at}.fixed`) }]
  if (lastAffected !== undefined) return [{ lastAffected: text(lastAffected, `${at}.last_affected`) }]
  if (limit !== undefined) return []
  throw new AdvisoryError(`${at} has none of introduced, fixed, last_affected, limit`)
}

function record(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AdvisoryError(`${at} must be an object`)
  return value as Record<string, unknown>
}

function list(value: unknown, at: string): readonly unknown[] {
  if (value == null) return []
  if (!Array.isArray(value)) throw new AdvisoryError(`${at} must be a list`)
  return value
}

function text(value: unknown, at: string): string {
  if (typeof value !== 'string' || value === '') throw new AdvisoryError(`${at} must be a text`)
  return value
}

function optionalText(value: unknown, at: string): string | undefined {
  return value == null || value === '' ? undefined : text(value, at)
}
