import { performance } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { realClock } from './real-clock.ts'
import { virtualClock } from './virtual-clock.ts'

const start = '2026-01-01T00:00:00Z'
const zero = Date.parse(start)

describe('virtual time', () => {
  test('stands still until somebody sleeps; then everything due before happens first, in order', async () => {
    const clock = virtualClock({ start })
    const seen: string[] = []
    const note = (what: string) => () => {
      seen.push(`${what} at ${clock.now() - zero}`)
    }
    clock.schedule(zero + 300, note('last'))
    clock.schedule(zero + 100, note('first'))
    clock.schedule(zero + 100, note('second'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toEqual([])

    await clock.sleep(200)
    note('woke')()

    expect(seen).toEqual(['first at 100', 'second at 100', 'woke at 200'])
  })

  test('lets sleepers act before it moves on, whoever sleeps how long', async () => {
    const clock = virtualClock({ start })
    const seen: string[] = []
    const walk = async (name: string, step: number, steps: number) => {
      for (let i = 1; i <= steps; i++) {
        await clock.sleep(step)
        await Promise.resolve()
        seen.push(`${name}${clock.now() - zero}`)
      }
    }
    await Promise.all([walk('a', 30, 3), walk('b', 40, 2)])
    expect(seen).toEqual(['a30', 'b40', 'a60', 'b80', 'a90'])
  })

  test('waits for requests that are under way', async () => {
    const clock = virtualClock({ start })
    let isDone = false
    const work = (async () => {
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
      isDone = true
    })()
    clock.track(work, 'request')
    await clock.sleep(10)
    expect(isDone).toBe(true)
  })

  test('leaves the processor to those whom it waits for', async () => {
    const clock = virtualClock({ start })
    const turns = () => performance.nodeTiming.uvMetricsInfo.loopCount
    const before = turns()
    for (const kind of ['request', 'delivery'] as const)
      clock.track(new Promise<void>((resolve) => setTimeout(resolve, 50)), kind)
    await clock.settle()
    // Polling in each turn of the event loop would take at least hundreds of turns.
    expect(turns() - before).toBeLessThan(50)
  })

  test('goes where it is told, and settles with everything done', async () => {
    const clock = virtualClock({ start, autoAdvance: false })
    const seen: number[] = []
    const again = (left: number) => () => {
      seen.push(clock.now() - zero)
      if (left > 0) clock.schedule(clock.now() + 100, again(left - 1))
    }
    clock.schedule(zero + 100, again(3))
    await clock.advance(250)
    expect([seen, clock.now() - zero]).toEqual([[100, 200], 250])
    await clock.settle()
    expect([seen, clock.now() - zero]).toEqual([[100, 200, 300, 400], 400])
  })

  test('can be slept on no longer than the signal lets, and an aborted sleeper moves nothing', async () => {
    const clock = virtualClock({ start })
    const controller = new AbortController()
    const asleep = clock.sleep(1000, controller.signal)
    controller.abort(new Error('enough'))
    await expect(asleep).rejects.toThrow('enough')
    await expect(clock.sleep(1, controller.signal)).rejects.toThrow('enough')
    expect(clock.now()).toBe(zero)
  })

  test('starts on a date', () => {
    expect(() => virtualClock({ start: 'soon' })).toThrow(RangeError)
    expect(virtualClock({ start: new Date(5) }).now()).toBe(5)
  })
})

describe('real time', () => {
  test('goes by itself, faster if told, and jumps', async () => {
    const clock = realClock({ speed: 1_000_000 })
    const before = clock.now()
    const seen: number[] = []
    clock.schedule(before + 1_000, () => {
      seen.push(clock.now() - before)
    })
    await clock.sleep(60_000)
    expect(seen[0]).toBeGreaterThanOrEqual(1_000)
    expect(clock.now() - before).toBeGreaterThanOrEqual(60_000)
    clock.schedule(clock.now() + 1e12, () => {
      seen.push(0)
    })
    await clock.settle()
    expect(seen).toHaveLength(2)
    const jumpedFrom = clock.now()
    await clock.advance(1e9)
    expect(clock.now() - jumpedFrom).toBeGreaterThanOrEqual(1e9)
    expect(() => realClock({ speed: 0 })).toThrow(RangeError)
  })

  test('can be aborted', async () => {
    await expect(realClock().sleep(1e9, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  })
})
