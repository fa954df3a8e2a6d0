import { expect, test } from 'vitest'
import { inside } from '../../../test/native/outside.ts'
import { registryClient } from '../../../test/native/registry-client.ts'
import { keys } from '../../../test/story.ts'

const answer = (tarball: string) =>
  Response.json({ name: 'lodash', versions: { '1.0.0': { name: 'lodash', version: '1.0.0', dist: { tarball } } } })

test.each([
  ['a credential', { auth_mode: 'Token', auth_secret: 'hush\nhush' }],
  ['a header', { extra_header_1: 'X-Key', extra_value_1: 'hush\u2026hush' }],
])('%s that cannot be sent is not told to anybody', async (_, settings) => {
  const { npm, upstream } = inside(async (_input, init) => new Response(JSON.stringify([...new Headers(init?.headers)])))
  await upstream({ upstream_url: 'https://outside.test', ...settings })
  const { status, body } = await npm('lodash')
  expect([status, body.error]).toEqual([
    502,
    expect.stringMatching(/^The upstream 'npm js' has a credential or a header that cannot/),
  ])
  expect(JSON.stringify(body)).not.toContain('hush')
})

test.each(['http://[', 'http://files.test:99999/', 'file:///etc/passwd', '../../elsewhere.tgz', '\\..\\..\\elsewhere.tgz'])(
  'a file is not fetched from %s',
  async (tarball) => {
    const asked: string[] = []
    const { npm, upstream, packages } = inside(async (input) => {
      asked.push(String(input))
      return answer(tarball)
    })
    await upstream({ upstream_url: 'https://outside.test/world/open' })
    expect((await npm('lodash/-/lodash-1.0.0.tgz')).status).toBe(502)
    expect(asked.every((url) => url.startsWith('https://outside.test/world/open/'))).toBe(true)
    expect(await packages()).toEqual([])
  },
)

test('an upstream that redirects to what is no address is named', async () => {
  const { npm, upstream } = inside(async () => new Response(null, { status: 302, headers: { location: 'http://[' } }))
  await upstream({ upstream_url: 'https://outside.test' })
  const error = "The upstream 'npm js' redirects to an invalid URL."
  expect(await npm('lodash')).toMatchObject({ status: 502, body: { error } })
})

const below = 'https://outside.test/world/open/'

test.each([
  ['npm', 'npm/acme/dev/NAME'],
  ['npm', 'npm/acme/dev/@scope%2fNAME'],
  ['python', 'dl/basic/acme/dev/python/simple/NAME/'],
  ['cargo', 'cargo/acme/dev/3/./NAME'],
  ['cargo', 'cargo/acme/dev/NAME'],
  ['go', 'dl/basic/acme/dev/go/example.org/NAME/@v/list'],
  ['go', 'dl/basic/acme/dev/go/example.org/demo/@v/NAME.info'],
  ['maven', 'dl/basic/acme/dev/maven/org/example/NAME/1.0/NAME-1.0.jar'],
  ['maven', 'dl/basic/acme/dev/maven/org/example/demo/NAME/demo-1.0.jar'],
  ['ruby', 'dl/basic/acme/dev/ruby/info/NAME'],
  ['nuget', 'nuget/acme/dev/v3/registration/NAME/index.json'],
  ['generic', 'generic/acme/dev/NAME'],
  ['docker', 'v2/acme/dev/NAME/manifests/latest'],
  ['docker', 'v2/acme/dev/demo/manifests/NAME'],
])('no name leads out of an upstream of %s: %s', async (format, path) => {
  const asked: string[] = []
  const { emulator, admin } = inside(async (input) => {
    const url = String(input)
    asked.push(url)
    if (!url.endsWith('/v3/index.json')) return new Response('', { status: 404 })
    return Response.json({ resources: [{ '@type': 'RegistrationsBaseUrl', '@id': `${below}registration/` }] })
  })
  const upstream = { name: 'up', upstream_url: below.slice(0, -1), mode: 'Cache and Proxy', is_active: true }
  const { status } = await admin('POST', `/repos/acme/dev/upstream/${format}/`, upstream)
  expect(status).toBe(201)
  const get = registryClient(emulator, 'http://emulator.test', keys.reader)
  const hostile = ['..', '..%2f..%2f..%2fv1%2fuser', '%2e%2e%5c..%5cv1', '..%252f..%252fv1', 'a%3Fb=c', 'a%23b', 'a%00b', '%ff']
  for (const name of hostile) {
    expect((await get(path.replaceAll('NAME', name))).status, name).not.toBe(500)
  }
  const home = format === 'docker' ? 'https://outside.test/v2/world/open/' : below
  const isWithin = (url: string) => {
    const path = url.slice(home.length)
    return url.startsWith(home) && !/[?#]/.test(path) && !decodeURIComponent(path).split(/[/\\]/).includes('..')
  }
  expect(asked.filter((url) => !isWithin(url))).toEqual([])
})
