import { expect, onTestFinished, test, vi } from 'vitest'
import { sendJson, serve } from '../../test/support/server.ts'
import { answering, json } from '../../test/support/transport.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { TimeoutError } from '../errors/index.ts'

test('a call that waits to be sent again ends after its total time, and says how often it was sent', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const { fetch, sent } = answering(json(503, {}))
  // Only the abort ends the wait; the time limit is reached once the wait has begun.
  const sleep = (_: number, signal?: AbortSignal) =>
    new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason))
      vi.advanceTimersByTime(60)
    })
  const cloudsmith = new Cloudsmith({ fetch, totalTimeout: 60, clock: { now: () => 0, sleep } })
  const error = await cloudsmith.formats.list().catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(TimeoutError)
  expect(error).toMatchObject({ operation: 'formats.list', attempts: 1 })
  expect(String(error)).toContain('within 60 ms (1 attempts)')
  expect(sent).toHaveLength(1)
})

test('a request under way ends as well; the option of a call goes before that of the client', async () => {
  const { url } = await serve(() => {})
  const cloudsmith = new Cloudsmith({ baseUrl: url, totalTimeout: 60_000, retries: 0 })
  await expect(cloudsmith.formats.list({ totalTimeout: 20 })).rejects.toThrow('within 20 ms')
})

test('the caller can still abort, and that is no timeout', async () => {
  const controller = new AbortController()
  const { url } = await serve(() => controller.abort('enough'))
  const call = new Cloudsmith({ baseUrl: url, totalTimeout: 60_000 }).formats.list({ signal: controller.signal })
  await expect(call).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
})

test('a call in time is as it is', async () => {
  const { url } = await serve((response) => sendJson(response, 200, []))
  expect(await new Cloudsmith({ baseUrl: url, totalTimeout: 60_000 }).formats.list()).toMatchObject({ items: [] })
})
