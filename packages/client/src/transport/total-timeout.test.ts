import { expect, test } from 'vitest'
import { sendJson, serve } from '../../test/support/server.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { TimeoutError } from '../errors/index.ts'

const never = { now: () => Date.now(), sleep: (_: number, signal?: AbortSignal) => untilAborted(signal) }

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
}

test('a call that waits to be sent again ends after its total time, and says how often it was sent', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 503, {}))
  const cloudsmith = new Cloudsmith({ baseUrl: url, totalTimeout: 60, clock: never })
  const error = await cloudsmith.formats.list().catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(TimeoutError)
  expect(error).toMatchObject({ operation: 'formats.list', attempts: 1 })
  expect(String(error)).toContain('within 60 ms (1 attempts)')
  expect(arrivals).toHaveLength(1)
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
