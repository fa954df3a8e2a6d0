import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { defineGate } from './gate.ts'
import { pass, wait } from './outcome.ts'

/** Settings of {@link minAge}. */
export interface AgeSettings {
  /** The minimum duration, such as `7 days`. */
  atLeast: string
}

/**
 * Allows only packages that were uploaded long enough ago. A copy may keep the upload date of its original: see {@link soak}.
 *
 * @throws {InvalidRequestError} when it is created: the duration cannot be read
 */
export const minAge = defineGate('min-age', ({ atLeast }: AgeSettings) =>
  oldEnough(atLeast, `an age of ${atLeast}`, ({ uploaded_at }) => uploaded_at),
)

/**
 * Allows only packages that have been in their repository long enough, since their last synchronisation there. Another synchronisation starts the
 * time again.
 *
 * @throws {InvalidRequestError} when it is created: the duration cannot be read
 */
export const soak = defineGate('soak', ({ atLeast }: AgeSettings) =>
  oldEnough(atLeast, `${atLeast} in the repository`, ({ sync_finished_at }) => sync_finished_at),
)

function oldEnough(atLeast: string, what: string, since: (pkg: Dated) => string | null) {
  const needed = millisecondsOf(atLeast)
  return ({ package: pkg, now }: { package: Dated; now: Date }) => {
    const start = since(pkg)
    if (start === null) return wait({ for: 'its synchronisation', seen: 'not synchronised', needed: atLeast })
    const until = isoAfter(new Date(start), needed)
    return until <= now.toISOString() ? pass() : wait({ for: what, until, seen: { since: start }, needed: atLeast })
  }
}

interface Dated {
  readonly uploaded_at: string
  readonly sync_finished_at: string | null
}
