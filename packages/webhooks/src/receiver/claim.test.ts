import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Envelope } from '../events.ts'
import { anEvent, deferred, key } from '../fixtures.ts'
import { signedRequest } from '../sign.ts'
import { createReceiver, type ReceiverOptions } from './receiver.ts'
import type { TriggerStore } from './store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The state that two processes share: who has claimed what until when, and what has been handled. */
function sharedStore() {
  const claims = new Map<string, { owner: object; until: number }>()
  const done = new Set<string>()
  /** The store, as used by one process. */
  const connect = (): Required<TriggerStore> => {
    const owner = {}
    return {
      has: async (id) => done.has(id),
      add: async (id) => done.add(id),
      claim: async (id, ttl) => {
        const claim = claims.get(id)
        if (done.has(id) || (claim !== undefined && claim.until > Date.now())) return false
        claims.set(id, { owner, until: Date.now() + ttl })
        return true
      },
      release: async (id) => {
        if (claims.get(id)?.owner === owner) claims.delete(id)
      },
    }
  }
  return { connect, done, claims }
}

/** A separate process, with its own handler. */
function startProcess(store: TriggerStore, options: Partial<ReceiverOptions> = {}) {
  const handled = vi.fn()
  const errors: string[] = []
  const onError = (error: unknown) => errors.push((error as Error).message)
  const receiver = createReceiver({ signatureKey: key, store, onError, ...options }).on('*', handled)
  const deliver = async (event: Envelope) => (await receiver.fetch(await signedRequest(event, { key }))).status
  return { handled, errors, deliver }
}

test('three copies of one delivery to two processes are handled once, and all are answered with 200', async () => {
  const { connect } = sharedStore()
  const store = connect()
  const asked = vi.spyOn(store, 'claim')
  const [one, two] = [startProcess(connect()), startProcess(store)]
  const work = deferred<void>()
  one.handled.mockReturnValue(work.promise)
  const event = anEvent()

  const first = one.deliver(event)
  await vi.waitFor(() => expect(one.handled).toHaveBeenCalled())
  const answers = Promise.all([first, one.deliver(event), two.deliver(event)])
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  await vi.advanceTimersByTimeAsync(2_000)
  work.resolve()
  await vi.advanceTimersByTimeAsync(500)

  expect(await answers).toEqual([200, 200, 200])
  expect([one.handled.mock.calls.length, two.handled.mock.calls.length]).toEqual([1, 0])
})

test('a handler that fails gives the delivery back, so that the retry is handled', async () => {
  const { connect, claims } = sharedStore()
  const [one, two] = [startProcess(connect()), startProcess(connect())]
  one.handled.mockRejectedValueOnce(new Error('database away'))
  const event = anEvent()
  expect(await one.deliver(event)).toBe(500)
  expect(claims.size).toBe(0)
  expect(await two.deliver(event)).toBe(200)
  expect(two.handled).toHaveBeenCalledTimes(1)
})

test('a copy that waits takes over where the first fails', async () => {
  const { connect } = sharedStore()
  const store = connect()
  const asked = vi.spyOn(store, 'claim')
  const [one, two] = [startProcess(connect()), startProcess(store)]
  const work = deferred<void>()
  one.handled.mockReturnValue(work.promise)
  const event = anEvent()
  const first = one.deliver(event)
  await vi.waitFor(() => expect(one.handled).toHaveBeenCalled())
  const second = two.deliver(event)
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  await vi.advanceTimersByTimeAsync(1_000)
  expect(two.handled).not.toHaveBeenCalled()
  work.reject(new Error('database away'))
  await vi.advanceTimersByTimeAsync(500)
  expect([await first, await second]).toEqual([500, 200])
  expect(two.handled).toHaveBeenCalledTimes(1)
})

test('what a process had claimed that died is handled elsewhere once the claim has lapsed', async () => {
  const { connect } = sharedStore()
  const event = anEvent()
  await connect().claim(event.meta.trigger_id, 60_000)
  const store = connect()
  const asked = vi.spyOn(store, 'claim')
  const survivor = startProcess(store, { claimTtl: 60_000 })
  const retry = survivor.deliver(event)
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  await vi.advanceTimersByTimeAsync(59_000)
  expect(survivor.handled).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await retry).toBe(200)
  expect(survivor.handled).toHaveBeenCalledTimes(1)
})

test('a claim lasts five minutes unless said otherwise', async () => {
  const store = { ...sharedStore().connect(), claim: vi.fn(async () => true) }
  await startProcess(store).deliver(anEvent())
  expect(store.claim).toHaveBeenCalledWith(expect.any(String), 300_000)
})

test('a claim that never ends is a failure of the delivery, not a request that stays open', async () => {
  const store = { ...sharedStore().connect(), claim: vi.fn(async () => false) }
  const { deliver, errors, handled } = startProcess(store, { claimTtl: 5_000 })
  const pending = deliver(anEvent())
  await vi.waitFor(() => expect(store.claim).toHaveBeenCalled())
  await vi.advanceTimersByTimeAsync(6_000)
  expect(await pending).toBe(500)
  expect(errors).toEqual([expect.stringMatching(/claimed by another process for longer than 5000 ms \(see claimTtl\)/)])
  expect(handled).not.toHaveBeenCalled()
})

test('a store that cannot give back does not hide why the handler failed', async () => {
  const store = { ...sharedStore().connect(), release: () => Promise.reject(new Error('store away')) }
  const { deliver, errors, handled } = startProcess(store)
  handled.mockRejectedValue(new Error('database away'))
  expect(await deliver(anEvent())).toBe(500)
  expect(errors).toEqual(['database away'])
})

test('what was handled but could not be marked keeps its claim: nobody handles it at once', async () => {
  const shared = sharedStore()
  const { deliver, errors } = startProcess({ ...shared.connect(), add: () => Promise.reject(new Error('store away')) })
  const event = anEvent()
  expect(await deliver(event)).toBe(500)
  expect(errors).toEqual(['store away'])
  expect([...shared.claims.keys()]).toEqual([event.meta.trigger_id])
})
