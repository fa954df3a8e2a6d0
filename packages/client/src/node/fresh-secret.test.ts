import { expect, test } from 'vitest'
import { answering, json } from '../../test/support/transport.ts'
import { withFreshSecret } from './fresh-secret.ts'

const origin = 'https://api.cloudsmith.io'
const refusal = json(401, { detail: 'Invalid token.' })

async function keysSent(url: string, headers: Record<string, string>, ...answers: Response[]) {
  const { fetch, sent } = answering(...answers)
  const asked: (string | undefined)[] = []
  const secret = async (refused?: string) => `fresh${asked.push(refused)}`
  const response = await withFreshSecret(fetch, secret, origin)(new Request(url, { headers }))
  return { status: response.status, asked, keys: sent.map((request) => request.headers.get('X-Api-Key')) }
}

test('a key that is refused is replaced once', async () => {
  const key = { 'X-Api-Key': 'old' }

  expect(await keysSent(origin, key, refusal, json(200, {}))).toEqual({ status: 200, asked: ['old'], keys: ['old', 'fresh1'] })
  expect(await keysSent(origin, key, refusal)).toEqual({ status: 401, asked: ['old'], keys: ['old', 'fresh1'] })
})

test.each([200, 403, 404, 429, 500])('an answer of %i is as it is', async (status) => {
  expect(await keysSent(origin, { 'X-Api-Key': 'old' }, json(status, {}))).toEqual({ status, asked: [], keys: ['old'] })
})

test('another origin, and a request without a key, are no concern of it', async () => {
  const upload = await keysSent('https://upload.cloudsmith.io/acme/', { 'X-Api-Key': 'old' }, refusal)

  expect(upload).toEqual({ status: 401, asked: [], keys: ['old'] })
  expect(await keysSent(origin, { Authorization: 'Bearer sso' }, refusal)).toEqual({ status: 401, asked: [], keys: [null] })
})
