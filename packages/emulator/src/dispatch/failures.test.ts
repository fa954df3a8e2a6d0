import { setupServer } from 'msw/node'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createEmulator, type Emulator, type EmulatorOptions, realClock } from '../index.ts'
import { cloudsmithHandler } from '../msw.ts'
import { serve } from '../server.ts'
import { npmPackage, rawFile } from '../testing.ts'

const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
const boom = () => {
  throw new TypeError('boom')
}

/** An emulator, and what it reports about its own errors. */
function failing(options: EmulatorOptions = {}) {
  const errors: string[] = []
  const emulator = createEmulator({ ...options, onError: (text) => errors.push(text) })
  return { emulator, errors }
}

/** Makes a property throw when it is read. */
const breaks = (broken: object, name: string) => Object.defineProperty(broken, name, { get: boom })

/** Ways to break operations: each leads to a request that fails. */
const broken: [what: string, operation: string, method: string, (emulator: Emulator) => string | Promise<string>, string?][] = [
  [
    'an operation',
    'repos_read',
    'GET',
    ({ world }) => {
      breaks(world.repository({ owner: 'acme', repo: 'dev' }).settings, 'is_open_source')
      breaks(world.repository({ owner: 'acme', repo: 'dev' }).settings, 'description')
      return '/repos/acme/dev/'
    },
  ],
  [
    'the view of a package',
    'packages_read',
    'GET',
    async ({ add, world }) => {
      const { slug_perm } = await add('acme/dev', rawFile({ bytes: 'a' }))
      breaks(world.packages.get(slug_perm) ?? {}, 'uploader')
      return `/packages/acme/dev/${slug_perm}/`
    },
  ],
  [
    'making JSON of the answer',
    'packages_list',
    'GET',
    async ({ add, world }) => {
      const { slug_perm } = await add('acme/dev', rawFile({ bytes: 'a' }))
      Object.assign(world.packages.get(slug_perm) ?? {}, { downloads: 1n })
      return '/packages/acme/dev/'
    },
  ],
  [
    'an operation that waits',
    'workspaces_policies_create',
    'POST',
    () => '/v2/workspaces/acme/policies/',
    JSON.stringify({ name: 'Names', rego: 'x', enabled: true }),
  ],
  [
    'finding out who asks',
    'user_self',
    'GET',
    (emulator) => {
      Object.assign(emulator.world, { accountOf: boom })
      return '/user/self/'
    },
  ],
  [
    'giving out bytes',
    'download',
    'GET',
    async ({ add, world }) => {
      const { slug_perm, cdn_url } = await add('acme/dev', rawFile({ bytes: 'a' }))
      breaks(world.packages.get(slug_perm) ?? {}, 'content')
      return cdn_url ?? ''
    },
  ],
]

const rego = Object.assign(() => ({ match: true }), { check: () => Promise.reject(new TypeError('boom')) })
const at = ({ origin }: Emulator, path: string) => (path.startsWith('http') ? path : origin + path)

describe('an error inside of the emulator is a 500 that names the operation, with the stack in the log', () => {
  async function expectFailure(response: Response, errors: readonly string[], operation: string, { requests }: Emulator) {
    expect(response.status).toBe(500)
    const detail = `The emulator itself failed in ${operation}: boom`
    expect(await response.json()).toEqual({ detail: expect.stringMatching(/^The emulator itself failed in /), operation })
    if (operation !== 'packages_list') expect(errors).toEqual([expect.stringContaining(`${detail}\nTypeError: boom\n    at `)])
    expect(errors).toHaveLength(1)
    expect(requests.all.at(-1)).toMatchObject({ status: 500, error: errors[0] })
  }

  test.each(broken)('by fetch: %s', async (_what, operation, method, prepare, body) => {
    const { emulator, errors } = failing({ rego })
    const response = await emulator.fetch(at(emulator, await prepare(emulator)), { method, headers, ...(body && { body }) })
    await expectFailure(response, errors, operation, emulator)
  })

  test.each(broken)('over HTTP: %s', async (_what, operation, method, prepare, body) => {
    const { emulator, errors } = failing({ rego })
    const lines: string[] = []
    const server = await serve(emulator, { log: (line) => lines.push(line) })
    try {
      const response = await fetch(at(emulator, await prepare(emulator)), { method, headers, ...(body && { body }) })
      await expectFailure(response, errors, operation, emulator)
      expect(lines).toEqual([expect.stringMatching(/ 500$/)])
      Object.assign(emulator.world, { accountOf: () => undefined })
      expect((await fetch(`${server.url}/status/check/basic/`)).status).toBe(200)
    } finally {
      await server.close()
    }
  })

  test.each(broken)('by Mock Service Worker: %s', async (_what, operation, method, prepare, body) => {
    const { emulator, errors } = failing({ rego })
    const server = setupServer(cloudsmithHandler(emulator))
    server.listen()
    try {
      const response = await fetch(at(emulator, await prepare(emulator)), { method, headers, ...(body && { body }) })
      await expectFailure(response, errors, operation, emulator)
    } finally {
      server.close()
    }
  })

  test('a credential that the error tells of is not told on', async () => {
    const { emulator, errors } = failing()
    Object.assign(emulator.world, {
      accountOf(key: string) {
        throw new Error(`no ${key}`)
      },
    })
    const response = await emulator.fetch(`${emulator.origin}/user/self/`, { headers })
    expect((await response.text()) + errors.join()).not.toContain(headers['X-Api-Key'])
  })
})

describe('what fails in the background is told, and everything else goes on', () => {
  afterEach(() => void vi.restoreAllMocks())

  test.each<[string, EmulatorOptions, (emulator: Emulator) => void]>([
    [
      'a synchronisation',
      {},
      ({ world }) => {
        const [pkg] = [...world.packages.values()].slice(-1)
        breaks(pkg ?? {}, 'content')
      },
    ],
    ['a scan', {}, ({ world }) => breaks([...world.packages.values()].at(-1)?.content ?? {}, 'facts')],
    [
      'a policy in Rego',
      { rego: boom },
      ({ fetch, origin }) =>
        void fetch(`${origin}/v2/workspaces/acme/policies/`, { method: 'POST', headers, body: '{"name":"x","rego":"x"}' }),
    ],
  ])('%s', async (_what, options, breakIt) => {
    const { emulator, errors } = failing(options)
    const copy = (slug: string) =>
      emulator.fetch(`${emulator.origin}/packages/acme/dev/${slug}/copy/`, {
        method: 'POST',
        headers,
        body: '{"destination":"staging"}',
      })
    const [first, second] = [
      await emulator.add('acme/dev', npmPackage({ name: 'first', version: '1.0.0' })),
      await emulator.add('acme/dev', npmPackage({ name: 'second', version: '1.0.0' })),
    ]
    await copy(first.slug_perm)
    breakIt(emulator)
    await emulator.settle()
    await copy(second.slug_perm)
    await emulator.settle()
    expect(errors.join()).toContain('boom')
  })

  test('a delivery: the next one is sent all the same', async () => {
    const sent: string[] = []
    const deliver = (async (_url, init) => {
      sent.push(JSON.parse(String(init?.body)).meta.event_id)
      return new Response()
    }) as typeof fetch
    const { emulator, errors } = failing({ deliver })
    const body = JSON.stringify({ target_url: 'https://example.com/', events: ['*'], templates: [] })
    await emulator.fetch(`${emulator.origin}/webhooks/acme/dev/`, { method: 'POST', headers, body })
    await emulator.settle()
    const [delivery] = emulator.deliveries
    Object.assign(delivery?.attempts ?? {}, { push: boom })
    emulator.replay(delivery?.triggerId ?? '')
    await emulator.settle()
    expect(errors).toEqual([expect.stringContaining('The emulator itself failed in sending a webhook: boom\n')])
    Object.assign(delivery?.attempts ?? {}, { push: Array.prototype.push })
    emulator.replay(delivery?.triggerId ?? '')
    await emulator.settle()
    expect(sent).toEqual(['ping', 'ping', 'ping'])
    expect(delivery?.state).toBe('delivered')
  })

  test('on a clock that goes by itself, where nobody waits', async () => {
    const { emulator, errors } = failing({ clock: realClock({ speed: 1_000_000 }), rego: boom })
    await emulator.fetch(`${emulator.origin}/v2/workspaces/acme/policies/`, {
      method: 'POST',
      headers,
      body: '{"name":"x","rego":"x"}',
    })
    await emulator.add('acme/dev', rawFile({ bytes: 'a' }))
    const [pkg] = emulator.world.packages.values()
    if (pkg) emulator.world.emit('package.synced', pkg)
    await vi.waitFor(() => expect(errors).toEqual([expect.stringContaining('boom')]))
  })

  test('the console is told where nobody else is', async () => {
    const say = vi.spyOn(console, 'error').mockImplementation(() => {})
    const emulator = createEmulator()
    emulator.world.clock.schedule(0, boom)
    await emulator.settle()
    expect(say).toHaveBeenCalledWith(expect.stringContaining('TypeError: boom'))
  })
})
