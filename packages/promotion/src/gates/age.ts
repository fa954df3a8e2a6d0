import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { defineGate } from './gate.ts'
import { pass, wait } from './outcome.ts'

/** Settings of {@link minAge}. */
export interface AgeSettings {
  /** Such as `7 days`. */
  atLeast: string
}

/** Lets through what was uploaded long enough ago. The upload of a copy may be dated as its original's: see {@link soak}. */
export const minAge = defineGate('min-age', ({ atLeast }: AgeSettings) =>
  oldEnough(atLeast, `an age of ${atLeast}`, ({ uploaded_at }) => uploaded_at),
)

/** Lets through what has been in its repository long enough: since it was last synchronised there, which a resync begins anew. */
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
