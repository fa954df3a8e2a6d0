import { type Clock, type FetchLike, systemClock } from '@cloudsmith-sdk/client'
import * as v from 'valibot'

const answerSchema = v.object({ now: v.pipe(v.string(), v.isoTimestamp()), speed: v.pipe(v.number(), v.gtValue(0)) })

/** Milliseconds that an emulator, which is on this machine, may take to tell its time. */
const patience = 2_000

/**
 * The clock of the emulator at an address, so that whoever waits for it waits as its time passes, and soak times and freezes are held against the time
 * that it writes down. Undefined where there is none: the service is never asked, as only loopback addresses are, and no credential is sent.
 */
export async function emulatedTime(baseUrl: string | undefined, fetch: FetchLike = globalThis.fetch): Promise<Clock | undefined> {
  if (baseUrl === undefined || !isLoopback(baseUrl)) return undefined
  try {
    const request = new Request(new URL('/_emulator/clock', baseUrl))
    const asked = performance.now()
    const response = await fetch(request, { signal: AbortSignal.timeout(patience) })
    const told = response.ok ? v.safeParse(answerSchema, await response.json()) : undefined
    return told?.success ? passing(Date.parse(told.output.now), asked, told.output.speed) : undefined
  } catch {
    // Whatever is there, or not there, the command itself will say so better.
    return undefined
  }
}

/** A clock that had a time when it was asked, and goes on at a multiple of the machine's: rather ahead of the emulator's by the way of the answer than behind. */
function passing(start: number, began: number, speed: number): Clock {
  return {
    now: () => start + (performance.now() - began) * speed,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / speed, signal),
  }
}

const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
