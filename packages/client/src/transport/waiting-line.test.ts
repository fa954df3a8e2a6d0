import { describe, expect, test } from 'vitest'
import { settled, start } from '../../test/support/clock.ts'
import { paced, throttled, windowLength } from '../../test/support/paced.ts'
import { RateLimitError } from '../errors/index.ts'

describe('a reserve', () => {
  test('is left to others: the rest of the window waits for the next', async () => {
    const { clock, service, sendWith, answer } = paced(10)
    for (let sent = 0; sent < 9; sent++) void sendWith({ reserve: 0.4 })
    await settled()
    while (service.underWay.length > 0) await answer()
    expect(service.arrivals).toEqual([6])

    await clock.advance(windowLength)
    while (service.underWay.length > 0) await answer()
    expect(service.arrivals).toEqual([6, 3])
  })

  test('counts what others have sent meanwhile', async () => {
    const { service, sendWith, answer } = paced(10)
    void sendWith({ reserve: 0.4 })
    await answer(
      new Response(null, {
        headers: {
          'X-RateLimit-Limit': '10',
          'X-RateLimit-Remaining': '5',
          'X-RateLimit-Reset': String((start + windowLength) / 1000),
        },
      }),
    )
    void sendWith({ reserve: 0.4 })
    void sendWith({ reserve: 0.4 })
    await settled()

    expect(service.underWay).toHaveLength(1)
  })

  test('of one client does not hold back another of the same connection', async () => {
    const { service, send, sendWith, answer } = paced(4)
    void send()
    await answer()
    void sendWith({ reserve: 0.5 })
    void sendWith({ reserve: 0.5 })
    await settled()
    expect(service.underWay).toHaveLength(1)

    void send()
    await settled()
    expect(service.underWay).toHaveLength(2)
  })

  test('as large as it may be lets one request of each window through, to hear what is left', async () => {
    const { clock, service, sendWith, answer } = paced(3)
    for (let sent = 0; sent < 3; sent++) void sendWith({ reserve: 0.99 })
    await settled()
    while (service.underWay.length > 0) await answer()
    for (let sent = 0; sent < 3; sent++) void sendWith({ reserve: 0.99 })
    await clock.advance(windowLength)
    await answer()

    expect(service.arrivals).toEqual([3, 1])
  })

  test('is not touched by who cannot wait: nothing is sent, and the error says who limits and until when', async () => {
    const { service, pacer, sendWith, answer } = paced(4, windowLength - 1)
    void sendWith({ reserve: 0.75 })
    await answer()
    const error = await sendWith({ reserve: 0.75, attempts: 1 }).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(RateLimitError)
    expect(error).toMatchObject({
      message:
        'packages.read was not sent. The rest of the rate limit is reserved for others (reserve 0.75) until 2026-01-01T00:01:00.000Z, in 60 s: longer than maxRetryAfter allows (59999 ms).',
      limitedBy: 'reserve',
      status: 429,
      attempts: 0,
      retryAfter: windowLength,
      retryAt: start + windowLength,
      rateLimit: pacer.rateLimit,
    })
    expect(service.arrivals).toEqual([1])
  })

  test('does not take the blame for what the service refuses', async () => {
    const { sendWith, answer } = paced(1, windowLength - 1)
    void sendWith({ reserve: 0.75 })
    await answer()

    await expect(sendWith({ reserve: 0.75 })).rejects.toMatchObject({ limitedBy: 'service' })
  })
})

describe('a 429', () => {
  test('that says how long holds back every call until then', async () => {
    const { clock, service, send, answer } = paced(100)
    void send()
    await answer(throttled(30))
    for (let sent = 0; sent < 4; sent++) void send()
    await clock.advance(29_999)
    expect(service.underWay).toEqual([])

    await clock.advance(1)
    expect(service.underWay).toHaveLength(4)
  })

  test('is the last word where another asks for less', async () => {
    const { clock, service, send, answer } = paced(100)
    void send()
    void send()
    await answer(throttled(30))
    await answer(throttled(3))
    void send()
    await clock.advance(29_999)
    expect(service.underWay).toEqual([])
    await clock.advance(1)
    expect(service.underWay).toHaveLength(1)
  })

  test('that is over before the window ends lets others go on, while who leaves them the rest waits for the end', async () => {
    const { clock, service, send, sendWith, answer } = paced(10)
    void send()
    void send()
    await answer()
    for (let sent = 0; sent < 3; sent++) void sendWith({ reserve: 0.9 })
    await answer(throttled(5))
    void send()
    await clock.advance(5000)

    expect(service.underWay).toHaveLength(1)
  })

  test('is followed by five at a time, until the service takes one again', async () => {
    const { clock, service, send, answer } = paced(100)
    void send()
    await answer(throttled(30))
    for (let sent = 0; sent < 20; sent++) void send()
    await clock.advance(30_000)
    expect(service.underWay).toHaveLength(5)

    await answer(throttled())
    expect(service.underWay).toHaveLength(5)
    await answer()
    expect(service.underWay).toHaveLength(18)
  })

  test('without a wish holds nothing back', async () => {
    const { service, send, answer } = paced(100)
    void send()
    await answer(throttled())
    void send()
    await settled()
    expect(service.underWay).toHaveLength(1)
  })

  test('that asks for longer than a call waits fails what comes, and what waits already; nothing more is sent', async () => {
    const { clock, service, send, sendWith, answer } = paced(2)
    void send()
    void send()
    await answer()
    const waiting = send().catch((reason: unknown) => reason)
    const patient = sendWith({ deadline: start + 3_304_000 })
    await settled()
    await answer(throttled(3304))

    const limit = { limitedBy: 'service', retryAfter: 3_304_000, retryAt: start + 3_304_000 }
    expect(await waiting).toMatchObject(limit)
    await expect(send()).rejects.toMatchObject({
      ...limit,
      message:
        'packages.read was not sent. Cloudsmith accepts no more requests until 2026-01-01T00:55:04.000Z, in 3304 s: longer than maxRetryAfter allows (60000 ms).',
    })
    expect(service.arrivals).toEqual([2])

    await clock.advance(3_304_000)
    await answer()
    await expect(patient).resolves.toMatchObject({ status: 204 })
  })
})

describe('a deadline', () => {
  test('sits the window out, however long, where that ends in time', async () => {
    const { clock, service, send, sendWith, answer } = paced(1, 0)
    void send()
    await answer()
    const patient = sendWith({ deadline: start + windowLength })
    await settled()
    expect(service.arrivals).toEqual([1])

    await clock.advance(windowLength)
    await answer()
    await expect(patient).resolves.toMatchObject({ status: 204 })
  })

  test('that comes first fails the call at once, and nothing is sent', async () => {
    const { service, send, sendWith, answer } = paced(1)
    void send()
    await answer()

    await expect(sendWith({ deadline: start + windowLength - 1 })).rejects.toMatchObject({
      name: 'RateLimitError',
      message:
        'packages.read was not sent. Cloudsmith accepts no more requests until 2026-01-01T00:01:00.000Z, in 60 s: after the deadline (2026-01-01T00:00:59.999Z).',
      limitedBy: 'service',
      retryAfter: windowLength,
    })
    expect(service.arrivals).toEqual([1])
  })

  test('is held against the window after the next as well: those who would only get a place then fail once that is known', async () => {
    const { clock, service, send, sendWith, answer } = paced(1)
    void send()
    await answer()
    const first = sendWith({ deadline: start + windowLength })
    const second = sendWith({ deadline: start + windowLength }).catch((reason: unknown) => reason)
    await clock.advance(windowLength)
    await answer()

    await expect(first).resolves.toMatchObject({ status: 204 })
    expect(await second).toMatchObject({ name: 'RateLimitError', retryAt: start + 2 * windowLength })
    expect(service.arrivals).toEqual([1, 1])
  })
})
