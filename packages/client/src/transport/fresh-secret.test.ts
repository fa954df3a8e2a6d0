import { expect, test } from 'vitest'
import { answering, json } from '../../test/support/transport.ts'
import { withCredentials } from './credentials.ts'
import { outgoing } from './outgoing.ts'
import { sendBy } from './send.ts'
import { createTrust } from './trust.ts'

const origin = 'https://api.cloudsmith.io'
const trust = createTrust(new URL(origin), {})
const refusal = json(401, { detail: 'Invalid token.' })

async function keysSent(url: string, ...answers: Response[]) {
  const { fetch, sent } = answering(...answers)
  const asked: (string | undefined)[] = []
  const apiKey = async (refused?: string) => (refused === undefined ? 'old' : `fresh${asked.push(refused)}`)
  const response = await withCredentials(sendBy(fetch), { apiKey }, trust, new Set())(outgoing(new Request(url)), {})
  return { status: response.status, asked, keys: sent.map((request) => request.headers.get('X-Api-Key')) }
}

test('a key that is refused is replaced once', async () => {
  expect(await keysSent(origin, refusal, json(200, {}))).toEqual({ status: 200, asked: ['old'], keys: ['old', 'fresh1'] })
  expect(await keysSent(origin, refusal)).toEqual({ status: 401, asked: ['old'], keys: ['old', 'fresh1'] })
})

test.each([200, 403, 404, 429, 500])('an answer of %i is as it is', async (status) => {
  expect(await keysSent(origin, json(status, {}))).toEqual({ status, asked: [], keys: ['old'] })
})

test('another origin is no concern of it', async () => {
  expect(await keysSent('https://upload.example/acme/', refusal)).toEqual({ status: 401, asked: [], keys: [null] })
})

test('a secret that stays the same, or is a text, is not sent twice', async () => {
  for (const apiKey of ['old', () => 'old']) {
    const { fetch, sent } = answering(refusal)
    const response = await withCredentials(sendBy(fetch), { apiKey }, trust, new Set())(outgoing(new Request(origin)), {})
    expect([response.status, sent.length]).toEqual([401, 1])
  }
})

test('an access token is replaced as well, and the body goes along', async () => {
  const { fetch, sent } = answering(refusal, json(200, {}))
  const accessToken = (refused?: string) => (refused === undefined ? 'old' : 'fresh')
  await withCredentials(
    sendBy(fetch),
    { accessToken },
    trust,
    new Set(),
  )(outgoing(new Request(origin, { method: 'POST', body: 'copy' })), {})
  expect(sent.map(({ headers }) => headers.get('Authorization'))).toEqual(['Bearer old', 'Bearer fresh'])
  expect(await sent[1]?.text()).toBe('copy')
})

test('a body that streams is not kept for a second time', async () => {
  const { fetch, sent } = answering(refusal)
  const apiKey = (refused?: string) => (refused === undefined ? 'old' : 'fresh')
  const once = outgoing(new Request(origin), true)
  expect(await withCredentials(sendBy(fetch), { apiKey }, trust, new Set())(once, {})).toMatchObject({ status: 401 })
  expect(sent).toHaveLength(1)
})
