import { type Clock, type FetchLike, systemClock } from '@cloudsmith-sdk/client'
import * as v from 'valibot'

const answerSchema = v.object({ now: v.pipe(v.string(), v.isoTimestamp()), speed: v.pipe(v.number(), v.gtValue(0)) })

/** Timeout in milliseconds for the emulator, which is on this machine. */
const patience = 2_000

/**
 * The clock of the emulator at an address: waits, soak times and freezes follow the time that the emulator records. Undefined if no emulator is
 * there. Only loopback addresses are asked, so Cloudsmith never is, and no credential is sent.
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
    // The command itself will report better what is wrong with the address.
    return undefined
  }
}

/**
 * A clock that starts at a time and runs at a multiple of the machine's speed. It may be ahead of the emulator's clock by the duration of the
 * response, but never behind it.
 */
function passing(start: number, began: number, speed: number): Clock {
  return {
    now: () => start + (performance.now() - began) * speed,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / speed, signal),
  }
}

const isLoopback = (url: string): boolean =>
  URL.canParse(url) && /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
