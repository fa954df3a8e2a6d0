import { describe, expect, test } from 'vitest'
import { Cloudsmith, CloudsmithError } from '../src/index.ts'
import { jumpingClock } from './support/clock.ts'
import { type End, hostileToLists, hostileToReads, type Scenario, secret } from './support/hostile-answers.ts'
import { expectNoSecret } from './support/no-secret.ts'
import { serveRaw } from './support/raw-server.ts'

const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
const megabyte = 2 ** 20

/** Bytes that may be in transit when the client stops reading, in the kernel's buffers on both sides. */
const underWay = 24 * megabyte

/** A client that records all events, does not wait, and reads at most a megabyte. */
function clientAt(url: string, timeout: number) {
  const heard: unknown[] = []
  const hear = (event: unknown) => void heard.push(event)
  const cloudsmith = new Cloudsmith({
    baseUrl: url,
    apiKey: secret,
    clock: jumpingClock(),
    timeout,
    retries: 1,
    maxResponseBytes: megabyte,
    onRequest: hear,
    onResponse: hear,
    onRetry: hear,
    onError: hear,
    debug: hear,
  })
  return { cloudsmith, heard }
}

async function expectEnd(call: (cloudsmith: Cloudsmith) => Promise<unknown>, script: Scenario[1], end: End): Promise<void> {
  const { url, sent } = await serveRaw(script)
  // Only cases that should time out get a short timeout.
  const hangs = !('value' in end) && end[0] === 'TimeoutError'
  const { cloudsmith, heard } = clientAt(url, hangs ? 60 : 30_000)
  const outcome = await call(cloudsmith).catch((error: unknown) => error)

  if ('value' in end) expect(outcome).toEqual(end.value)
  else {
    const [name, status] = end
    expect(outcome).toBeInstanceOf(CloudsmithError)
    expect(outcome).toMatchObject({ name, owner: 'acme', repo: 'dev', ...(status !== undefined && { status }) })
    expectNoSecret(outcome, secret)
  }
  expectNoSecret(heard, secret)
  expect(sent()).toBeLessThan(underWay)
}

describe('a server that is asked for a package', () => {
  test.each(hostileToReads)('%s', async (_, script, end) => {
    await expectEnd((cloudsmith) => cloudsmith.packages.read(at), script, end)
  })
})

describe('a server that is asked for a list', () => {
  test.each(hostileToLists)('%s', async (_, script, end) => {
    await expectEnd((cloudsmith) => cloudsmith.packages.list({ owner: 'acme', repo: 'dev', page_size: 2 }).toArray(), script, end)
  })
})

test('nobody has reached the prototype of all objects', () => {
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect(hostileToReads.length + hostileToLists.length).toBeGreaterThan(84)
})
