import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { Cron } from 'croner'
import { isoAfter, millisecondsOf } from '../text/duration.ts'
import { momentExample, momentOf } from '../text/moment.ts'
import { defineGate } from './gate.ts'
import { pass, wait } from './outcome.ts'

/** A period in which nothing is promoted: once, from `from` until `to` (dates in ISO 8601), or recurring. */
export type FreezeWindow =
  | { readonly from: string; readonly to: string; readonly reason?: string | undefined }
  | {
      /** When it begins: a cron expression of five fields, or six with seconds, in local time of the zone. */
      readonly cron: string
      /** How long it lasts, such as `3 days`. */
      readonly lasts: string
      /** IANA time zone, such as `Europe/Berlin`. Default: UTC. */
      readonly zone?: string | undefined
      readonly reason?: string | undefined
    }

/** Settings of {@link freeze}. */
export interface FreezeSettings {
  /** The windows in which nothing is promoted. */
  windows: readonly FreezeWindow[]
}

/**
 * Lets nothing through during a freeze window. Daylight saving time of the zone is taken into account.
 *
 * @throws {InvalidRequestError} when it is created: a window cannot be read
 */
export const freeze = defineGate('freeze', ({ windows }: FreezeSettings) => {
  const compiled = windows.map((window) => ({ window, endAfter: compile(window) }))
  return ({ now }) => {
    const shut = compiled.map(({ window, endAfter }) => ({ reason: window.reason, end: endAfter(now) }))
    const [last] = shut.filter(({ end }) => end !== undefined).toSorted((a, b) => Number(b.end) - Number(a.end))
    if (last?.end === undefined) return pass()
    const until = last.end.toISOString()
    return wait({
      cause: 'freeze',
      for: last.reason ?? 'the end of a freeze',
      until,
      seen: now.toISOString(),
      needed: 'no freeze',
    })
  }
})

/** Returns a function for the end of the window that is open at a moment; undefined if none is. */
function compile(window: FreezeWindow): (now: Date) => Date | undefined {
  if ('from' in window) {
    const [from, to] = [dateOf(window.from), dateOf(window.to)]
    return (now) => (from <= now && now < to ? to : undefined)
  }
  const length = millisecondsOf(window.lasts)
  const begins = cronOf(window.cron, window.zone ?? 'UTC')
  return (now) => {
    // `nextRun` returns only later moments, so a window that ends exactly now is over.
    let begin = begins.nextRun(new Date(now.getTime() - length))
    let latest: Date | undefined
    while (begin !== null && begin <= now) {
      latest = begin
      begin = begins.nextRun(begin)
    }
    return latest && new Date(isoAfter(latest, length))
  }
}

function cronOf(pattern: string, timezone: string): Cron {
  try {
    const cron = new Cron(pattern, { timezone, mode: '5-or-6-parts' })
    // An unknown time zone only fails on use.
    cron.nextRun()
    return cron
  } catch (error) {
    throw new InvalidRequestError(
      `The freeze ${JSON.stringify(pattern)} in ${timezone} cannot be read: ${(error as Error).message}`,
    )
  }
}

function dateOf(text: string): Date {
  const date = momentOf(text)
  if (date !== undefined) return date
  throw new InvalidRequestError(`${JSON.stringify(text)} is not a date. Write ${momentExample}.`)
}
