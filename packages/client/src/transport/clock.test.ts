import { afterEach, expect, test, vi } from 'vitest'
import { longestTimer, systemClock } from './clock.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('a sleep ends when it is over', async () => {
  vi.useFakeTimers()
  const sleep = systemClock.sleep(1000)
  await vi.advanceTimersByTimeAsync(999)
  expect(vi.getTimerCount()).toBe(1)

  await vi.advanceTimersByTimeAsync(1)
  await expect(sleep).resolves.toBeUndefined()
})

test('a sleep without end does not end at once', async () => {
  vi.useFakeTimers()
  const woken = vi.fn()
  void systemClock.sleep(Number.POSITIVE_INFINITY).then(woken)

  await vi.advanceTimersByTimeAsync(longestTimer - 1)
  expect(woken).not.toHaveBeenCalled()
})

test('an abort ends a sleep with its reason and leaves no timer', async () => {
  vi.useFakeTimers()
  const controller = new AbortController()
  const sleep = systemClock.sleep(1000, controller.signal)
  controller.abort('enough')

  await expect(sleep).rejects.toBe('enough')
  await expect(systemClock.sleep(1000, controller.signal)).rejects.toBe('enough')
  expect(vi.getTimerCount()).toBe(0)
})
