import { describe, expect, test } from 'vitest'
import { json } from '../../test/json.ts'
import { keys, story } from '../../test/story.ts'
import { rawFile } from '../testing.ts'

describe('the caller', () => {
  test.each([
    ['X-Api-Key', { 'X-Api-Key': keys.writer }],
    ['token', { Authorization: `token ${keys.writer}` }],
    ['Token', { Authorization: `Token ${keys.writer}` }],
    ['Bearer', { Authorization: `Bearer ${keys.writer}` }],
    ['Basic with the user token', { Authorization: `Basic ${btoa(`token:${keys.writer}`)}` }],
    ['Basic with the user name', { Authorization: `Basic ${btoa(`writer:${keys.writer}`)}` }],
    ['X-Api-Key before Authorization', { 'X-Api-Key': keys.writer, Authorization: `Bearer ${keys.admin}` }],
  ])('is known by %s', async (_how, headers) => {
    const { emulator } = story()
    const response = await emulator.fetch(`${emulator.origin}/user/self/`, { headers })
    expect(await response.json()).toMatchObject({ authenticated: true, slug: 'writer' })
  })

  test('is told 401 for a wrong key and for none, and may ask who it is', async () => {
    const { anonymous, as } = story()
    expect(await as('wrong')('GET', '/user/self/')).toMatchObject({ status: 401, body: { detail: 'Invalid token.' } })
    expect((await anonymous('GET', '/user/self/')).body).toMatchObject({ authenticated: false, slug: null })
    for (const [method, path] of [
      ['GET', '/packages/acme/dev/'],
      ['GET', '/packages/nowhere/dev/'],
      ['GET', '/repos/'],
      ['POST', '/repos/acme/'],
    ] as const) {
      expect(await anonymous(method, path)).toMatchObject({
        status: 401,
        body: { detail: 'Authentication credentials were not provided.' },
      })
    }
  })

  test('cannot tell a private repository from none', async () => {
    const { emulator, nobody, anonymous } = story()
    expect(await nobody('GET', '/packages/acme/dev/')).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
    expect(await nobody('GET', '/packages/acme/nowhere/')).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
    emulator.switches.maskFromAnonymous = true
    expect((await anonymous('GET', '/packages/acme/dev/')).status).toBe(404)
  })

  test('reads public repositories without a key, and changes nothing', async () => {
    const { admin, anonymous } = story()
    await admin('PATCH', '/repos/acme/dev/', { repository_type_str: 'Public' })
    expect((await anonymous('GET', '/packages/acme/dev/')).status).toBe(200)
    expect((await anonymous('POST', '/files/acme/dev/', { filename: 'a' })).status).toBe(401)
  })

  test('who lacks a right is told 403', async () => {
    const { reader } = story()
    expect(await reader('POST', '/files/acme/dev/', { filename: 'a' })).toMatchObject({
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    })
  })

  test('has API keys, which are shown once', async () => {
    const { admin, as } = story()
    const { body } = await admin('GET', '/user/tokens/')
    expect(body.results).toMatchObject([{ key: expect.stringMatching(/^\*+-key$/) }])
    expect(await admin('POST', '/user/tokens/')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('User has already created an API key') },
    })
    const { body: fresh } = await admin('PUT', `/user/tokens/${body.results[0].slug_perm}/refresh/`)
    expect((await admin('GET', '/user/self/')).status).toBe(401)
    expect((await as(fresh.key)('GET', '/user/self/')).body.slug).toBe('admin')
    expect((await as()('POST', '/user/token/', { email: 'admin@example.com', password: fresh.key })).body).toEqual({
      token: fresh.key,
    })
    expect((await as()('POST', '/user/token/', { email: 'admin@example.com', password: 'guess' })).status).toBe(422)
    expect((await as(fresh.key)('GET', '/users/profile/writer/')).body).toMatchObject({ slug: 'writer' })
  })
})

describe('a path', () => {
  test('may start with /v1, and leads to the one with a slash', async () => {
    const { emulator, admin } = story()
    expect((await admin('GET', '/v1/repos/acme/dev/')).status).toBe(200)
    const response = await emulator.fetch(`${emulator.origin}/v1/repos/acme/dev?page=2`, {
      redirect: 'manual',
      headers: { 'X-Api-Key': keys.admin },
    })
    expect([response.status, response.headers.get('location')]).toEqual([301, '/v1/repos/acme/dev/?page=2'])
    const followed = await emulator.fetch(`${emulator.origin}/v1/repos/acme/dev`, { headers: { 'X-Api-Key': keys.admin } })
    expect([followed.status, followed.redirected, followed.url]).toEqual([200, true, `${emulator.origin}/v1/repos/acme/dev/`])
    await expect(emulator.fetch(`${emulator.origin}/repos/acme`, { redirect: 'error' })).rejects.toThrow(TypeError)
    expect((await admin('PATCH', '/repos/acme/dev', { description: 'kept' })).body.description).toBe('kept')
    expect((await admin('POST', '/repos/acme', { name: 'lost' })).body).toHaveLength(3)
  })

  test('without a slash by right is found without one only', async () => {
    const { admin } = story()
    expect((await admin('GET', '/repos/acme/dev/privileges')).status).toBe(200)
    expect((await admin('GET', '/repos/acme/dev/privileges/')).status).toBe(404)
  })

  test('that is none is a 404, with a wrong method a 405', async () => {
    const { admin } = story()
    expect(await admin('GET', '/nonsense/')).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
    const wrong = await admin('PUT', '/user/self/')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET'])
  })
})

test('malformed JSON is a 400 that says where', async () => {
  const { emulator } = story()
  const response = await emulator.fetch(`${emulator.origin}/files/acme/dev/`, {
    method: 'POST',
    headers: { 'X-Api-Key': keys.admin },
    body: '{"filename": ',
  })
  expect(response.status).toBe(400)
  expect((await json(response)).detail).toMatch(/^JSON parse error - /)
})

describe('the rate limit', () => {
  test('is in the headers of every answer, and is only counted unless it is enforced', async () => {
    const { admin, anonymous } = story({ rateLimit: { limit: 2, windowSeconds: 10 } })
    for (const [send, remaining] of [
      [admin, '1'],
      [admin, '0'],
      [admin, '0'],
      [anonymous, '1'],
    ] as const) {
      const { status, headers } = await send('GET', '/nonsense/')
      expect([
        status,
        headers.get('x-ratelimit-limit'),
        headers.get('x-ratelimit-remaining'),
        headers.get('x-ratelimit-interval'),
      ]).toEqual([404, '2', remaining, '5.000'])
      expect(headers.get('server')).toBe('Cloudsmith MCP')
    }
  })

  test('answers 429 until the window ends', async () => {
    const { emulator, admin } = story({ rateLimit: { limit: 2, windowSeconds: 10, enforce: true } })
    await admin('GET', '/user/self/')
    await emulator.clock.advance(2_500)
    expect((await admin('GET', '/rates/limits/')).body.resources.core).toMatchObject({
      limit: 2,
      remaining: 0,
      interval: 5,
      throttled: false,
    })
    const throttled = await admin('GET', '/user/self/')
    expect([throttled.status, throttled.headers.get('retry-after'), throttled.body.detail]).toEqual([
      429,
      '8',
      'Request was throttled. Expected available in 8.0 seconds.',
    ])
    await emulator.clock.advance(8_000)
    expect((await admin('GET', '/user/self/')).status).toBe(200)
  })
})

describe('a fault', () => {
  test('replaces answers, as often as it is told', async () => {
    const { emulator, admin } = story()
    emulator.faults.add({
      operation: 'user_self',
      status: 503,
      body: '<html>',
      headers: { 'Content-Type': 'text/html' },
      times: 2,
    })
    expect((await admin('GET', '/repos/acme/')).status).toBe(200)
    expect(await admin('GET', '/user/self/')).toMatchObject({ status: 503, body: '<html>' })
    expect((await admin('GET', '/user/self/')).status).toBe(503)
    expect((await admin('GET', '/user/self/')).status).toBe(200)
  })

  test('loses the answer of a request that is acted on, or the request', async () => {
    const { emulator, admin, publish } = story()
    const { slug_perm } = await publish(rawFile({ bytes: 'a' }))
    const copy = (destination: string) => admin('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination })
    emulator.faults.add({ operation: 'packages_copy', when: 'after', dropReply: true })
    emulator.faults.add({ operation: 'packages_copy', when: 'before', dropReply: true })

    await expect(copy('staging')).rejects.toThrow(TypeError)
    await expect(copy('production')).rejects.toThrow('fetch failed')

    expect((await admin('GET', '/packages/acme/staging/')).body).toHaveLength(1)
    expect((await admin('GET', '/packages/acme/production/')).body).toHaveLength(0)
    expect(emulator.requests.writes.at(-1)).toEqual({
      id: 6,
      fault: true,
      at: expect.any(Number),
      method: 'POST',
      url: expect.any(String),
      operation: 'packages_copy',
    })
  })

  test('holds a request up on the clock, which may be aborted meanwhile', async () => {
    const { emulator, admin } = story()
    const before = emulator.clock.now()
    emulator.faults.add({ path: /^\/user\//, delay: 5_000 })
    await admin('GET', '/user/self/')
    expect(emulator.clock.now() - before).toBe(5_000)

    emulator.faults.add({ method: 'get', path: '/user/self/', delay: 5_000, skip: 1 })
    await admin('GET', '/user/self/')
    const controller = new AbortController()
    const pending = emulator.fetch(`${emulator.origin}/user/self/`, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
  })

  test('has to do something, and can be taken back', async () => {
    const { emulator, admin } = story()
    expect(() => emulator.faults.add({ operation: 'user_self' })).toThrow(TypeError)
    const takeBack = emulator.faults.add({ status: 500 })
    takeBack()
    expect((await admin('GET', '/user/self/')).status).toBe(200)
  })
})

test('requests are logged without what gives access', async () => {
  const { emulator, admin } = story()
  await admin('POST', '/files/acme/dev/', { filename: 'a' })
  await admin('GET', '/repos/acme/?page=1&token=secret')
  expect(emulator.requests.all).toMatchObject([
    { method: 'POST', url: '/files/acme/dev/', operation: 'files_create', user: 'admin', status: 202 },
    { method: 'GET', url: '/repos/acme/?page=1&token=…', status: 200 },
  ])
  expect(emulator.requests.writes).toHaveLength(1)
  expect(JSON.stringify(emulator.requests.all)).not.toMatch(/emulator-admin-key|secret/)
  emulator.requests.clear()
  expect(emulator.requests.all).toEqual([])
})

test('latency passes on the clock', async () => {
  const { emulator, admin } = story({ latency: 80 })
  const before = emulator.clock.now()
  await Promise.all([admin('GET', '/user/self/'), admin('GET', '/user/self/')])
  expect(emulator.clock.now() - before).toBe(80)
})

test('nothing but the emulator is reached', async () => {
  const { emulator } = story()
  await expect(emulator.fetch('https://example.com/')).rejects.toMatchObject({
    cause: { message: expect.stringContaining('https://example.com') },
  })
})

test('the same seed gives the same identifiers, and a reset begins anew', async () => {
  const first = story({ seed: 7 })
  const other = story({ seed: 7 })
  const add = async ({ emulator }: typeof first) => (await emulator.add('acme/dev', rawFile({ bytes: 'a' }))).slug_perm
  const slug = await add(first)
  expect(await add(other)).toBe(slug)
  expect(await add(story({ seed: 8 }))).not.toBe(slug)
  await expect(add(first)).rejects.toThrow('should be deleted')
  first.emulator.reset()
  expect(first.emulator.requests.all).toEqual([])
  expect(await add(first)).toBe(slug)
})

test('the catalogue of formats, distributions and regions can be read by anybody', async () => {
  const { anonymous } = story()
  expect((await anonymous('GET', '/status/check/basic/')).status).toBe(200)
  expect((await anonymous('GET', '/formats/')).body).toHaveLength(31)
  expect((await anonymous('GET', '/formats/npm/')).body).toMatchObject({
    slug: 'npm',
    supports: { upstreams: { caching: true, trust: true } },
  })
  expect((await anonymous('GET', '/formats/nonsense/')).status).toBe(404)
  expect((await anonymous('GET', '/distros/')).status).toBe(200)
  expect((await anonymous('GET', '/distros/ubuntu/')).body).toMatchObject({
    format: 'deb',
    versions: expect.arrayContaining([expect.objectContaining({ slug: 'noble' })]),
  })
  expect((await anonymous('GET', '/storage-regions/default/')).status).toBe(200)
})
