import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { TimeoutError } from '../errors/index.ts'
import { IdentityError } from './errors.ts'
import { prepareExchange } from './exchange.ts'
import { identityTransport, metadataLimits } from './request-identity.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const silence = () => new Promise<Response>(() => {})

/** The state of a promise after 29.999 seconds, and after 30. */
async function around30Seconds(promise: Promise<unknown>): Promise<unknown[]> {
  let outcome: unknown = 'waiting'
  promise.catch((error: unknown) => {
    outcome = error
  })
  await vi.advanceTimersByTimeAsync(29_999)
  const before = outcome
  await vi.advanceTimersByTimeAsync(1)
  return [before, outcome]
}

test('a build system has 30 seconds to answer, each of three times', async () => {
  const fetch = vi.fn(silence)
  const asking = identityTransport(fetch, jumpingClock())(new Request('https://ci.example/token'))
  asking.catch(() => {})
  await vi.advanceTimersByTimeAsync(60_000)

  const [before, after] = await around30Seconds(asking)
  expect(before).toBe('waiting')
  expect(after).toBeInstanceOf(TimeoutError)
  expect(fetch).toHaveBeenCalledTimes(3)
})

test('a metadata server has two seconds, each of two times: whoever is not there is not waited for', async () => {
  const fetch = vi.fn(silence)
  const asking = identityTransport(fetch, jumpingClock())(new Request('http://metadata.example/token'), metadataLimits)
  let outcome: unknown = 'waiting'
  asking.catch((error: unknown) => {
    outcome = error
  })
  await vi.advanceTimersByTimeAsync(3_999)
  expect(outcome).toBe('waiting')
  await vi.advanceTimersByTimeAsync(1)

  expect(outcome).toBeInstanceOf(TimeoutError)
  expect(fetch).toHaveBeenCalledTimes(2)
})

test('the service has 30 seconds for an exchange, whatever the limit of other calls', async () => {
  const exchange = prepareExchange({
    workspace: 'acme',
    serviceSlug: 'deployer',
    from: 'somewhere',
    identityToken: () => 'identity',
    client: { fetch: silence, timeout: 10, retries: 0, clock: jumpingClock() },
  })

  const [before, after] = await around30Seconds(exchange())
  expect(before).toBe('waiting')
  expect(after).toBeInstanceOf(IdentityError)
  expect(String(after)).toContain('No response to openid.exchange acme within 30000 ms')
})
