import { describe, expect, test } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { contextOf } from '../../test/support/transport.ts'
import { refuse } from '../errors/refuse.ts'
import { ConnectionError, RedirectError, TimeoutError } from '../errors/transport.ts'
import { isLost } from '../transport/lost.ts'
import { askUntilKnown, type Doubt } from './lost.ts'

const context = contextOf({ operation: 'packages.upload.npm' })
const failed = { operation: context.operation, attempts: 1, params: {}, url: '' }
const reset = () => new ConnectionError('reset', failed, { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
const refused = () => new ConnectionError('refused', failed, { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })
const answer = (status: number, headers: Record<string, string> = {}) =>
  refuse(new Response(null, { status, headers }), '{}', { context, authenticated: true, now: 0 })

test.each<[string, unknown, boolean]>([
  ['a connection that broke', reset(), true],
  ['no answer in time', new TimeoutError('late', failed), true],
  ['a server that failed', answer(500), true],
  ['a gateway that gave up', answer(504), true],
  ['a request that took too long', answer(408), true],
  ['a connection that was never made', refused(), false],
  ['a redirect that must not be followed', new RedirectError('elsewhere', failed), false],
  ['a field that is wrong', answer(422), false],
  ['too many requests', answer(429), false],
  ['anything else', new TypeError('mistake'), false],
])('%s: lost is %s', (_, error, expected) => {
  expect(isLost(error)).toBe(expected)
})

describe('a request that must not be done twice', () => {
  /** Sends requests to a service that gives these outcomes in turn, repeating the last one, and checks with the given results. */
  async function ask(outcomes: readonly (Error | string)[], seen: (doubt: Doubt, looks: number) => string | undefined) {
    const doubts: Doubt[] = []
    const clock = jumpingClock()
    let asked = 0
    const outcome = await askUntilKnown(
      async () => {
        const next = outcomes[Math.min(asked++, outcomes.length - 1)]
        if (typeof next === 'string') return next
        throw next
      },
      async (doubt) => seen(doubt, doubts.push(doubt)),
      { limits: contextOf({ retries: 2 }), clock, signal: undefined },
    ).catch((error: unknown) => error)
    return { outcome, asked, doubts, slept: clock.slept }
  }
  const nothing = () => undefined

  test('is sent once where it is answered', async () => {
    expect(await ask(['done'], nothing)).toMatchObject({ outcome: 'done', asked: 1, doubts: [] })
  })

  test('is not looked up where it is refused at once', async () => {
    expect(await ask([answer(422)], nothing)).toMatchObject({ outcome: { status: 422 }, asked: 1, doubts: [] })
  })

  test('is looked up after a lost answer, and not sent again where it was done', async () => {
    expect(await ask([reset()], () => 'seen')).toMatchObject({ outcome: 'seen', asked: 1, doubts: ['lost'] })
  })

  test('is sent again, after a while, where it was not', async () => {
    const told = await ask([reset(), 'done'], nothing)
    expect(told).toMatchObject({ outcome: 'done', asked: 2, doubts: ['lost'] })
    expect(told.slept).toHaveLength(1)
  })

  test('is looked up again where it is refused after a lost answer', async () => {
    const told = await ask([answer(503), answer(400)], (doubt) => (doubt === 'refused' ? 'seen' : undefined))
    expect(told).toMatchObject({ outcome: 'seen', asked: 2, doubts: ['lost', 'refused'] })
  })

  test('fails with the refusal where nothing is to be seen then', async () => {
    expect(await ask([reset(), answer(400)], nothing)).toMatchObject({ outcome: { status: 400 }, asked: 2 })
  })

  test('is given up after so many retries, having looked a last time', async () => {
    expect(await ask([reset()], nothing)).toMatchObject({
      outcome: { name: 'ConnectionError' },
      asked: 3,
      doubts: ['lost', 'lost', 'lost'],
    })
    expect(await ask([reset()], (_, looks) => (looks === 3 ? 'seen' : undefined))).toMatchObject({ outcome: 'seen', asked: 3 })
  })

  test('waits as long as the service asks, and not longer than the caller wants', async () => {
    expect(await ask([answer(503, { 'Retry-After': '7' }), 'done'], nothing)).toMatchObject({ outcome: 'done', slept: [7000] })
    expect(await ask([answer(503, { 'Retry-After': '7000' })], nothing)).toMatchObject({ outcome: { status: 503 }, asked: 1 })
  })

  test('is sent again where looking fails too', async () => {
    const look = () => {
      throw reset()
    }
    expect(await ask([reset(), 'done'], look)).toMatchObject({ outcome: 'done', asked: 2 })
  })
})
