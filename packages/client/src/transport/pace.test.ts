import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settled, standingClock, start } from '../../test/support/clock.ts'
import { paced, throttled, windowLength } from '../../test/support/paced.ts'
import { contextOf } from '../../test/support/transport.ts'
import { AbortError, ConnectionError } from '../errors/index.ts'
import { outgoing } from './outgoing.ts'
import { createPacer } from './pace.ts'

test('until the service has first answered, five requests are under way at a time', async () => {
  const { service, pacer, send } = paced(3)
  for (let sent = 0; sent < 10; sent++) void send()
  await settled()

  expect(service.underWay).toHaveLength(5)
  expect(pacer.rateLimit).toBeUndefined()
})

test('where the service tells of no allowance, nothing is held back after its first answer', async () => {
  let answers = 0
  const waiting: (() => void)[] = []
  const silent = () =>
    new Promise<Response>((resolve) =>
      waiting.push(() => resolve(new Response(null, { status: 200 + 4 * Math.min(1, answers++) }))),
    )
  const pacer = createPacer(silent, standingClock())
  for (let sent = 0; sent < 50; sent++) void pacer.transport(outgoing(new Request('https://api.cloudsmith.io/')), contextOf())
  await settled()
  waiting.shift()?.()
  await settled()

  expect(waiting).toHaveLength(49)
})

test('what is under way counts against the allowance, and what is beyond it goes when the window ends', async () => {
  const { clock, service, pacer, send, answer } = paced(3)
  void send()
  await answer()
  expect(pacer.rateLimit).toMatchObject({ limit: 3, remaining: 2, resetAt: start + windowLength })

  for (let sent = 0; sent < 5; sent++) void send()
  await settled()
  expect(service.underWay).toHaveLength(2)

  await answer()
  await answer()
  await clock.advance(windowLength - 1)
  expect(service.arrivals).toEqual([3])

  await clock.advance(1)
  expect(service.arrivals).toEqual([3, 3])
})

test('a new window does not let everybody through at once', async () => {
  const { clock, service, send, answer } = paced(2)
  void send()
  await answer()
  for (let sent = 0; sent < 9; sent++) void send()
  await settled()
  while (service.underWay.length > 0) await answer()

  for (let window = 1; window <= 4; window++) {
    await clock.advance(windowLength)
    while (service.underWay.length > 0) await answer()
  }
  expect(service.arrivals).toEqual([2, 2, 2, 2, 2])
})

test('an answer that never came frees its place', async () => {
  const { service, send, answer } = paced(2)
  void send()
  await answer()
  const failing = expect(send()).rejects.toThrow('reset')
  const waiting = send()
  await settled()
  expect(service.underWay).toHaveLength(1)

  await answer(new ConnectionError('reset', { operation: 'packages.read', attempts: 1, params: {}, url: '' }))
  await failing
  expect(service.underWay).toHaveLength(1)

  await answer()
  await expect(waiting).resolves.toMatchObject({ status: 204 })
})

test('an answer that was overtaken is no news', async () => {
  const { service, pacer, send } = paced(5)
  void send()
  void send()
  await settled()
  const [first, second] = service.underWay
  second?.()
  await settled()
  first?.()
  await settled()

  expect(pacer.rateLimit?.remaining).toBe(3)
})

test('an answer of the window before is no news either', async () => {
  const { clock, service, pacer, send } = paced(5)
  void send()
  await clock.advance(windowLength)
  void send()
  await settled()
  const [straggler, news] = service.underWay
  news?.()
  await settled()
  straggler?.()
  await settled()

  expect(pacer.rateLimit).toMatchObject({ remaining: 4, resetAt: start + 2 * windowLength })
})

test('a request that would be held back longer than the caller waits is sent: the service says no', async () => {
  const { service, send, answer } = paced(1, windowLength - 1)
  void send()
  await answer()
  void send()
  await settled()

  expect(service.arrivals).toEqual([2])
})

describe('an abort while held back', () => {
  test('ends the wait; nothing was sent, and the next in line is not disturbed', async () => {
    const { clock, service, send, answer } = paced(1)
    void send()
    await answer()
    const controller = new AbortController()
    const aborted = send(controller.signal)
    const patient = send()
    await settled()
    controller.abort('enough')

    await expect(aborted).rejects.toBeInstanceOf(AbortError)
    await expect(aborted).rejects.toMatchObject({ message: 'packages.read was aborted.', cause: 'enough' })
    expect(service.arrivals).toEqual([1])

    await clock.advance(windowLength)
    await answer()
    await expect(patient).resolves.toMatchObject({ status: 204 })
    expect(clock.sleepers).toBe(0)
  })

  test('ends the wait for the first answer of a window as well', async () => {
    const { clock, service, send, answer } = paced(1)
    void send()
    await answer()
    await clock.advance(windowLength)
    void send()
    const controller = new AbortController()
    const aborted = send(controller.signal)
    await settled()
    controller.abort('enough')

    await expect(aborted).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
    expect(service.arrivals).toEqual([1, 1])
  })

  test('ends the wait that a 429 asked for, however long', async () => {
    const { clock, service, send, sendWith, answer } = paced(100)
    void send()
    await answer(throttled(3304))
    const controller = new AbortController()
    const aborted = sendWith({ signal: controller.signal, deadline: Number.POSITIVE_INFINITY })
    await settled()
    expect(clock.sleepers).toBe(1)
    controller.abort('enough')

    await expect(aborted).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
    expect(service.arrivals).toEqual([1])
    await settled()
    expect(clock.sleepers).toBe(0)
  })
})

test('once the service has spoken, no window ever sees more than its allowance, and everybody gets through', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('send' as const), times: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ do: fc.constant('answer' as const), times: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant('advance' as const), times: fc.integer({ min: 1, max: windowLength }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 25 }), async (limit, steps) => {
      const { clock, service, send, answer } = paced(limit)
      const sent = [send()]
      await answer()
      for (const { do: what, times } of steps) {
        if (what === 'advance') await clock.advance(times)
        else
          for (let time = 0; time < times; time++) {
            if (what === 'send') sent.push(send())
            else await answer()
          }
      }
      for (let round = 0; round < sent.length; round++) {
        while (service.underWay.length > 0) await answer()
        await clock.advance(windowLength)
      }
      await Promise.all(sent)
      expect(Math.max(...service.arrivals)).toBeLessThanOrEqual(limit)
    }),
    { numRuns: 100 },
  )
})
