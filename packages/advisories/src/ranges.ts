import { lenientSemver, spelledOut, type VersionScheme } from '@cloudsmith-sdk/formats'
import type { Affected, Range, RangeEvent } from './advisory.ts'

/** Whether an advisory affects a version. */
export interface Verdict {
  readonly affected: boolean
  /** The next version with a fix, if the advisory names one. */
  readonly fixed?: string
}

const unaffected: Verdict = { affected: false }

/**
 * Decides whether a version is affected, by an advisory's ranges and explicit versions.
 *
 * A version that is invalid in its ecosystem is only affected if it is listed explicitly. In ranges of type `SEMVER`, Go's `v` and build
 * metadata are ignored, whatever the ecosystem.
 *
 * @param own how versions of the ecosystem are ordered
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

/**
 * At the same version, `fixed` comes before `introduced`, which affects the line again; `introduced` comes before `lastAffected`, which ends
 * it after that version.
 */
function compareEvents(scheme: VersionScheme, a: RangeEvent, b: RangeEvent): number {
  return comparePoints(scheme, pointOf(a), pointOf(b)) || rank(a) - rank(b)
}

function rank(event: RangeEvent): number {
  return 'fixed' in event ? 0 : 'introduced' in event ? 1 : 2
}

/** `0` comes before every version, including pre-releases of 0. */
function comparePoints(scheme: VersionScheme, a: string, b: string): number {
  if (a === '0' || b === '0') return Number(b === '0') - Number(a === '0')
  return scheme.compare(spelledOut(scheme, a), spelledOut(scheme, b))
}
