import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { sendJson, serve } from '../test/support/server.ts'
import { Cloudsmith } from './cloudsmith.ts'
import { InvalidRequestError } from './errors/index.ts'
import { userAgentOf } from './user-agent.ts'

const own = `cloudsmith-sdk-client/${manifest.version}`

test('a service hears of the application, the package and the runtime, whoever asks', async () => {
  const { url, arrivals } = await serve((response) => sendJson(response, 200, { slug: 'someone' }))
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key', userAgent: 'acme-release/2.1 (+https://acme.example)' })
  await cloudsmith.user.self()
  await cloudsmith.v1.GET('/user/self/')
  await new Cloudsmith({ baseUrl: url, apiKey: 'key' }).user.self()

  const runtime = `node/${process.versions.node.split('.')[0]}`
  expect(arrivals.map(({ headers }) => headers['user-agent'])).toEqual([
    `acme-release/2.1 (+https://acme.example) ${own} ${runtime}`,
    `acme-release/2.1 (+https://acme.example) ${own} ${runtime}`,
    `${own} ${runtime}`,
  ])
})

test('a browser keeps its own, and is asked for no other', () => {
  expect(userAgentOf('acme-release/2.1', undefined)).toBeUndefined()
})

test('what nobody knows is left out', () => {
  expect(userAgentOf(undefined, '')).toBe(own)
  expect(userAgentOf('', '')).toBe(own)
})

test.each(['mine\r\nX-Evil: yes', 'a\tb', 'a\u001b[31m', 'münchen', 'x'.repeat(257)])('%j is refused', (userAgent) => {
  const make = () => new Cloudsmith({ userAgent })

  expect(make).toThrow(InvalidRequestError)
  expect(make).toThrow('The header "User-Agent" is too long, or contains characters that a header cannot have.')
})
