import { expect, test, vi } from 'vitest'
import { createNews } from './news.ts'

test('none is missed that comes while nobody waits, and the end is one', async () => {
  vi.useFakeTimers()
  try {
    const ending = new AbortController()
    const { come, wait } = createNews(ending.signal)
    const seen: string[] = []
    const waiting = async (what: string) => {
      await wait()
      seen.push(what)
    }
    come()
    come()
    await waiting('before')
    const next = waiting('while')
    await vi.advanceTimersByTimeAsync(9_999)
    expect(seen).toEqual(['before'])
    come()
    await next
    const last = waiting('the end')
    ending.abort()
    await last
    expect(seen).toEqual(['before', 'while', 'the end'])
    const nobodyTold = waiting('by itself')
    await vi.advanceTimersByTimeAsync(10_000)
    await nobodyTold
  } finally {
    vi.useRealTimers()
  }
})
