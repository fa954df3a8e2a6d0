import { expect, test } from 'vitest'
import { answering, json } from '../../test/support/transport.ts'
import { ConnectionError } from '../errors/index.ts'
import { type CredentialOptions, withCredentials } from './credentials.ts'
import { outgoing } from './outgoing.ts'
import { sendBy } from './send.ts'
import { createTrust } from './trust.ts'

const origin = 'https://api.cloudsmith.io'
const trust = createTrust(new URL(origin), {})

async function headersSent(credentials: CredentialOptions, url = `${origin}/formats/`): Promise<(string | null)[]> {
  const { fetch, sent } = answering(json(200, {}))
  await withCredentials(sendBy(fetch), credentials, trust, new Set())(outgoing(new Request(url)), {})
  return ['X-Api-Key', 'Authorization'].map((name) => sent[0]?.headers.get(name) ?? null)
}

test('each credential goes into its own header', async () => {
  expect(await headersSent({ apiKey: 'key' })).toEqual(['key', null])
  expect(await headersSent({ accessToken: 'token' })).toEqual([null, 'Bearer token'])
  expect(await headersSent({})).toEqual([null, null])
})

test.each(['http://api.cloudsmith.io/', 'https://api.cloudsmith.io:8443/', 'https://api.cloudsmith.io.evil.example/'])(
  '%s is another origin',
  async (url) => {
    expect(await headersSent({ apiKey: 'key' }, url)).toEqual([null, null])
  },
)

test('a function is asked before every request, so that a token may change', async () => {
  const { fetch, sent } = answering(json(200, {}))
  let asked = 0
  const authenticating = withCredentials(sendBy(fetch), { apiKey: async () => `key${++asked}` }, trust, new Set())
  await authenticating(outgoing(new Request(origin)), {})
  await authenticating(outgoing(new Request(origin)), {})

  expect(sent.map(({ headers }) => headers.get('X-Api-Key'))).toEqual(['key1', 'key2'])
})

test('a function that fails is told as such, and with its reason', async () => {
  const reason = new Error('ENOENT')
  const sending = headersSent({ apiKey: () => Promise.reject(reason) })

  await expect(sending).rejects.toMatchObject({
    name: 'InvalidRequestError',
    message: 'apiKey is a function that failed: see the cause.',
    cause: reason,
  })
})

test('an error of this SDK that ends an exchange of tokens is passed on', async () => {
  const reason = new ConnectionError('reset', { operation: 'openid.exchange', attempts: 1, params: {}, url: '' })
  await expect(headersSent({ apiKey: () => Promise.reject(reason) })).rejects.toBe(reason)
})
