import { afterEach, describe, expect, test, vi } from 'vitest'
import { story } from '../../test/story.ts'
import { realClock } from '../index.ts'

afterEach(() => void vi.useRealTimers())

/** The waiting times that a response states, in seconds. */
function said(headers: Headers) {
  const number = (name: string) => Number(headers.get(name) ?? Number.NaN)
  return {
    retryAfter: number('retry-after'),
    interval: number('x-ratelimit-interval'),
    untilReset: number('x-ratelimit-reset') - Date.now() / 1000,
    fromDate: number('x-ratelimit-reset') - Date.parse(headers.get('date') ?? '') / 1000,
  }
}

describe.each([1, 60, 3600])('at %i times the speed, on the wall clock of whoever asks', (speed) => {
  function throttledStory() {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: new Date('2026-03-01T12:00:00.000Z') })
    const window = { limit: 2, windowSeconds: 10 * 3600, enforce: true }
    return story({ clock: realClock({ speed }), rateLimit: window })
  }

  test('a window of ten hours of the emulator ends when its answers say so', async () => {
    const { admin } = throttledStory()
    const seconds = (10 * 3600) / speed
    const first = await admin('GET', '/user/self/')
    expect(said(first.headers)).toMatchObject({ untilReset: seconds, fromDate: seconds, interval: seconds / 2 })

    await admin('GET', '/user/self/')
    vi.advanceTimersByTime(1500)
    const { status, headers, body } = await admin('GET', '/user/self/')
    expect(status).toBe(429)
    // Whole seconds, rounded up, so that no client is too early.
    const left = Math.ceil(seconds - 1.5)
    expect(said(headers)).toMatchObject({ retryAfter: left, untilReset: seconds - 1.5, fromDate: seconds - 1 })
    expect(body.detail).toBe(`Request was throttled. Expected available in ${left}.0 seconds.`)

    vi.advanceTimersByTime(left * 1000)
    expect((await admin('GET', '/user/self/')).status).toBe(200)
  })

  test('the allowance that can be asked for says the same, however far time was moved on', async () => {
    const { emulator, admin } = throttledStory()
    await emulator.clock.advance(1e9)
    const { headers, body } = await admin('GET', '/rates/limits/')
    const { interval, reset, reset_iso_8601 } = body.resources.core
    expect([interval, reset]).toEqual([(5 * 3600) / speed, Number(headers.get('x-ratelimit-reset'))])
    expect(Date.parse(reset_iso_8601) / 1000).toBe(reset)
    expect(said(headers).untilReset).toBe((10 * 3600) / speed)
  })
})

test('on a virtual clock everything is said in its time, which is that of whoever sleeps on it', async () => {
  const { emulator, admin } = story({ rateLimit: { limit: 1, windowSeconds: 90, enforce: true } })
  await admin('GET', '/user/self/')
  const { headers } = await admin('GET', '/user/self/')
  expect(headers.get('retry-after')).toBe('90')
  expect(Date.parse(headers.get('date') ?? '')).toBe(emulator.clock.now())
  expect(Number(headers.get('x-ratelimit-reset')) * 1000).toBe(emulator.clock.now() + 90_000)
})

test('the interval is rounded up, so that whoever keeps to it never meets the limit', async () => {
  const { admin } = story({ rateLimit: { limit: 10_800, windowSeconds: 3600 } })
  expect((await admin('GET', '/user/self/')).headers.get('x-ratelimit-interval')).toBe('0.334')
})
