import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { githubIdentity } from './github-identity.ts'

const asked: Pick<IncomingMessage, 'url' | 'headers'>[] = []
let answer: { status: number; body: object }
const server = createServer((request, response) => {
  asked.push(request)
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

const identityAt = (address: string) =>
  githubIdentity({ environment: { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job-secret' } }) as (
    audience: string,
  ) => Promise<string>
const here = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?version=2`

test('a GitHub job requests a token for the audience', async () => {
  answer = { status: 200, body: { value: 'a.b.c' } }
  expect(await identityAt(here())('cloudsmith-promotion:abc')).toBe('a.b.c')
  expect(asked).toMatchObject([
    { url: '/token?version=2&audience=cloudsmith-promotion%3Aabc', headers: { authorization: 'Bearer job-secret' } },
  ])
})

test('the error says what is missing', async () => {
  const identity = githubIdentity({ environment: {} }) as (audience: string) => Promise<string>
  await expect(identity('any')).rejects.toThrow('add the permission id-token: write')
  await expect(identityAt('http://actions.acme.example/token')('any')).rejects.toThrow('not https')
  answer = { status: 403, body: { message: 'no' } }
  await expect(identityAt(here())('any')).rejects.toThrow('GitHub gave no identity token (403).')
})
