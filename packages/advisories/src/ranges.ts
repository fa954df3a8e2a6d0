import { lenientSemver, spelledOut, type VersionScheme } from '@cloudsmith-sdk/formats'
import type { Affected, Range, RangeEvent } from './advisory.ts'

/** What an advisory says about one version. */
export interface Verdict {
  readonly affected: boolean
  /** The nearest later version without the fault, where the advisory names one. */
  readonly fixed?: string
}

const unaffected: Verdict = { affected: false }

/**
 * Judges a version by an advisory's ranges and explicit versions.
 *
 * A version that its ecosystem cannot read is affected only if it is listed by name. Ranges of type `SEMVER` leave out Go's `v`, and build
 * metadata does not count in them whatever the ecosystem.
 *
 * @param own the order of the ecosystem's versions
 * @see https://ossf.github.io/osv-schema/#evaluation
 */
export function judge({ ranges, versions }: Affected, own: VersionScheme, version: string): Verdict {
  for (const range of ranges) {
    const scheme = range.type === 'SEMVER' ? lenientSemver : own
    const verdict = scheme.isVersion(version) ? judgeRange(range, scheme, version) : unaffected
    if (verdict.affected) return verdict
  }
  return { affected: versions.some((listed) => own.compare(spelledOut(own, listed), version) === 0) }
}

function judgeRange({ events }: Range, scheme: VersionScheme, version: string): Verdict {
  let affected = false
  for (const event of events.toSorted((a, b) => compareEvents(scheme, a, b))) {
    const order = comparePoints(scheme, version, pointOf(event))
    if ('introduced' in event && order >= 0) affected = true
    if ('fixed' in event && order >= 0) affected = false
    if ('lastAffected' in event && order > 0) affected = false
    if (affected && order < 0 && !('introduced' in event))
      return 'fixed' in event ? { affected, fixed: event.fixed } : { affected }
  }
  return { affected }
}

function pointOf(event: RangeEvent): string {
  if ('introduced' in event) return event.introduced
  return 'fixed' in event ? event.fixed : event.lastAffected
}

/** At one point a fix precedes a fault, which reopens the line; a fault precedes "the last one", which closes it after that version. */
function compareEvents(scheme: VersionScheme, a: RangeEvent, b: RangeEvent): number {
  return comparePoints(scheme, pointOf(a), pointOf(b)) || rank(a) - rank(b)
}

function rank(event: RangeEvent): number {
  return 'fixed' in event ? 0 : 'introduced' in event ? 1 : 2
}

/** `0` stands before every version, pre-releases of 0 included. */
function comparePoints(scheme: VersionScheme, a: string, b: string): number {
  if (a === '0' || b === '0') return Number(b === '0') - Number(a === '0')
  return scheme.compare(spelledOut(scheme, a), spelledOut(scheme, b))
}
