import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '../../test/json.ts'
import { conformingEmulator } from '../../test/story.ts'
import { routes } from '../generated/routes.ts'
import { bundledAdvisories, type Emulator, parseAdvisory } from '../index.ts'
import { npmPackage, rawFile } from '../testing.ts'
import { StateError } from './state-error.ts'
import { openState } from './state-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-state-'))
})
afterEach(() => rm(folder, { recursive: true }))

const start = () => conformingEmulator({ deliver: async () => new Response() })
const save = (emulator: Emulator) => openState(folder, bundledAdvisories).save(emulator)

/** An emulator that continues where another stopped. */
async function again(): Promise<Emulator> {
  const emulator = start()
  expect(await openState(folder, bundledAdvisories).load(emulator)).toBe(true)
  return emulator
}

const client = (emulator: Emulator) => async (method: string, path: string, body?: unknown) => {
  const headers = { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' }
  const response = await emulator.fetch(emulator.origin + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const read = async (emulator: Emulator, path: string): Promise<Json> => JSON.parse((await client(emulator)('GET', path)).text)

test('push, copy, tag, stop, start: everything is as it was', async () => {
  const emulator = start()
  const send = client(emulator)
  for (let index = 0; index < 7; index++)
    await emulator.add('acme/dev', rawFile({ name: `file-${index}`, bytes: `bytes ${index}` }))
  const lodash = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20' }))
  await send('POST', `/packages/acme/dev/${lodash.slug_perm}/copy/`, { destination: 'staging' })
  await send('POST', `/packages/acme/dev/${lodash.slug_perm}/tag/`, { action: 'Add', tags: ['old'], is_immutable: true })
  await emulator.settle()
  const paths = [
    '/packages/acme/dev/?page=2&page_size=3',
    '/packages/acme/dev/?query=tag:old',
    '/packages/acme/staging/',
    `/vulnerabilities/acme/dev/${lodash.slug_perm}/`,
    '/repos/acme/',
    '/audit-log/acme/',
  ]
  const before = await Promise.all(paths.map((path) => send('GET', path)))
  await save(emulator)

  const later = await again()

  const after = await Promise.all(paths.map((path) => client(later)('GET', path)))
  for (const [index, path] of paths.entries()) expect([path, after[index]?.text]).toEqual([path, before[index]?.text])
  expect(after[0]?.headers.get('x-pagination-count')).toBe('8')
  const [copy] = JSON.parse(after[2]?.text ?? '')
  const download = await later.fetch(copy.cdn_url, { headers: { 'X-Api-Key': 'emulator-admin-key' } })
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(npmPackage({ name: 'lodash', version: '4.17.20' }).bytes)
  expect(later.clock.now()).toBe(emulator.clock.now())
})

test('identifiers go on where they stopped, and do not begin anew', async () => {
  const emulator = start()
  await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }))
  await save(emulator)
  const next = rawFile({ name: 'b', bytes: 'b' })
  const { slug_perm } = await (await again()).add('acme/dev', next)
  expect(slug_perm).toBe((await emulator.add('acme/dev', next)).slug_perm)
})

test('what was under way is taken up', async () => {
  const emulator = start()
  const send = client(emulator)
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }))
  const gone = await emulator.add('acme/dev', rawFile({ name: 'gone', bytes: 'x' }))
  await send('POST', `/packages/acme/dev/${ms.slug_perm}/copy/`, { destination: 'staging' })
  await emulator.clock.advance(10_000)
  await send('POST', `/packages/acme/dev/${ms.slug_perm}/copy/`, { destination: 'production' })
  await send('DELETE', `/packages/acme/dev/${gone.slug_perm}/`)
  await send('DELETE', '/repos/acme/staging/')
  await save(emulator)

  const later = await again()
  const [copy] = await read(later, '/packages/acme/production/')
  expect(copy.is_sync_in_flight).toBe(true)
  await later.settle()
  expect(await read(later, '/packages/acme/production/')).toMatchObject([
    { slug_perm: copy.slug_perm, is_sync_completed: true, security_scan_status: 'Scan Detected No Vulnerabilities' },
  ])
  expect((await client(later)('GET', `/packages/acme/dev/${gone.slug_perm}/`)).status).toBe(404)
  expect((await client(later)('GET', '/repos/acme/staging/')).status).toBe(404)
})

test('policies, webhooks, tokens and added advisories work on', async () => {
  const emulator = start()
  const send = client(emulator)
  await send('POST', '/orgs/acme/vulnerability-policy/', {
    name: 'No critical',
    min_severity: 'High',
    on_violation_quarantine: true,
    package_query_string: 'format:npm',
  })
  await send('POST', '/webhooks/acme/dev/', { target_url: 'https://hooks.example.com/', events: ['*'], templates: [] })
  await send('POST', '/entitlements/acme/dev/', { name: 'Someone', token: 'let-me-in-please' })
  await emulator.settle()
  emulator.advise([
    parseAdvisory({
      id: 'GHSA-new',
      affected: [{ package: { ecosystem: 'npm', name: 'ms' }, versions: ['2.1.3'] }],
      severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
    }),
  ])
  await save(emulator)

  const later = await again()
  const ms = await later.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }))
  expect(ms).toMatchObject({ is_quarantined: true })
  await client(later)('POST', `/packages/acme/dev/${ms.slug_perm}/tag/`, { action: 'Add', tags: ['x'] })
  await later.settle()
  expect(later.deliveries).toMatchObject([{ event: 'package.tags_updated', state: 'delivered' }])
  expect(later.advisories.map(({ id }) => id)).toContain('GHSA-new')
  const entitlements = await read(later, '/entitlements/acme/dev/?show_tokens=true')
  expect(entitlements.map(({ token }: Json) => token)).toContain('let-me-in-please')
})

test('enterprise policies and what they decided are kept', async () => {
  const rego = () => ({ match: true, reason: ['because'] })
  const emulator = conformingEmulator({ rego })
  const send = client(emulator)
  await send('POST', '/v2/workspaces/acme/policies/', {
    name: 'All',
    rego: 'package cloudsmith\ndefault match := true',
    enabled: true,
  })
  const ms = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }))
  await send('POST', `/packages/acme/dev/${ms.slug_perm}/copy/`, { destination: 'staging' })
  await emulator.settle()
  await save(emulator)

  const later = conformingEmulator({ rego })
  await openState(folder, bundledAdvisories).load(later)
  for (const path of ['/v2/workspaces/acme/policies/', '/v2/workspaces/acme/policies/decision_logs/']) {
    const before = await read(emulator, path)
    expect(before.results.length).toBeGreaterThan(0)
    expect(await read(later, path)).toEqual(before)
  }
})

test('what tells packages apart is reckoned anew: an older state may have had another table of formats', async () => {
  const emulator = start()
  const lodash = npmPackage({ name: 'lodash', version: '4.17.21' })
  await emulator.add('acme/dev', lodash)
  for (const { content } of emulator.world.packages.values()) content.identity = 'by an older table'
  await save(emulator)

  await expect((await again()).add('acme/dev', lodash)).rejects.toThrow('already exists')
})

test('whatever the API makes can be kept', async () => {
  const emulator = start()
  const pkg = await emulator.add('acme/dev', rawFile({ bytes: 'abc' }))
  const values: Record<string, string> = {
    owner: 'acme',
    org: 'acme',
    workspace: 'acme',
    repo: 'dev',
    identifier: 'dev',
    package: pkg.slug_perm,
    package_slug_perm: pkg.slug_perm,
  }
  const body = {
    name: 'fresh',
    slug: 'fresh',
    role: 'Member',
    email: 'a@example.com',
    events: ['*'],
    templates: [],
    target_url: 'https://example.com/',
    upstream_url: 'https://example.com/',
    spdx_identifiers: ['MIT'],
    package_query_string: 'name:x',
    target_repository: 'staging',
    distro_versions: ['debian/bookworm'],
    distro_version: 'alpine/v3.19',
    provider_url: 'https://example.com/',
    claims: {},
    enabled: true,
    service_accounts: [],
    content: { a: 1 },
    content_type: 'application/json',
    source_identity: 'me',
  }
  const made: string[] = []
  for (const { id, method, path } of routes.filter((route) => route.method === 'POST')) {
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? 'none')
    const { status } = await client(emulator)(method, filled, body)
    if (status < 300) made.push(id)
  }
  expect(made).toEqual(
    expect.arrayContaining([
      'orgs_teams_create',
      'orgs_services_create',
      'repos_upstream_npm_create',
      'repos_connected_create',
      'webhooks_create',
    ]),
  )
  await save(emulator)
  const later = await again()
  for (const path of [
    '/orgs/acme/teams/',
    '/orgs/acme/services/',
    '/repos/acme/dev/upstream/npm/',
    '/repos/acme/dev/connected-repositories/',
    '/webhooks/acme/dev/',
    '/orgs/acme/deny-policy/',
  ]) {
    expect([path, await read(later, path)]).toEqual([path, await read(emulator, path)])
  }
})

test('bytes are written once, and removed when nothing has them any more', async () => {
  const emulator = start()
  const { slug_perm } = await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'the same' }))
  await emulator.add('acme/staging', rawFile({ name: 'a', bytes: 'the same' }))
  await emulator.add('acme/dev', rawFile({ name: 'b', bytes: 'others' }))
  await save(emulator)
  expect(await readdir(join(folder, 'blobs'))).toHaveLength(2)
  expect((await readdir(folder)).sort()).toEqual(['blobs', 'emulator.state'])
  emulator.reset()
  await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'the same' }))
  await save(emulator)
  expect(await readdir(join(folder, 'blobs'))).toHaveLength(1)
  expect(slug_perm).toBeTruthy()
})

test('there may be no state yet', async () => {
  expect(await openState(join(folder, 'none'), []).load(start())).toBe(false)
})

test.each([
  ['foreign', () => 'something else', 'is not a state of the emulator'],
  ['empty', () => '', 'is not a state of the emulator'],
  [
    'of another version',
    (text: string) => text.replace('state 3', 'state 4'),
    'is from another version of the emulator (4 instead of 3)',
  ],
  ['damaged', (text: string) => text.replace('acme', 'ACME'), 'is damaged'],
  ['cut off', (text: string) => text.slice(0, -9), 'is damaged'],
])('a state that is %s is refused, and left as it is', async (_, spoil, message) => {
  await save(start())
  const file = join(folder, 'emulator.state')
  const spoilt = spoil(await readFile(file, 'latin1'))
  await writeFile(file, spoilt, 'latin1')
  await expect(openState(folder, []).load(start())).rejects.toThrow(StateError)
  await expect(openState(folder, []).load(start())).rejects.toThrow(message)
  await expect(openState(folder, []).load(start())).rejects.toThrow(`${file}: This`)
  expect(await readFile(file, 'latin1')).toBe(spoilt)
})

test('bytes that are missing or others are told by name', async () => {
  const emulator = start()
  await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }))
  await save(emulator)
  const [name = ''] = await readdir(join(folder, 'blobs'))
  await writeFile(join(folder, 'blobs', name), 'b')
  await expect(openState(folder, []).load(start())).rejects.toThrow(`needs the bytes ${name}, which are missing or damaged`)
  await rm(join(folder, 'blobs', name))
  await expect(openState(folder, []).load(start())).rejects.toThrow(StateError)
})

test('a state that could not be read again does not take the place of one that can', async () => {
  const emulator = start()
  await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }))
  await save(emulator)
  const [pkg] = emulator.world.packages.values()
  if (pkg === undefined) throw new Error('unreachable: it was added')
  // JSON has no NaN: it would become null.
  Object.assign(pkg, { uploadedAt: Number.NaN })
  await expect(save(emulator)).rejects.toThrow(
    /^it could not be read again \(package\[0\]\.uploadedAt must be .*\), so the previous state is kept$/,
  )
  expect((await again()).world.packages.size).toBe(1)
})

test('what could not be written takes no room', async () => {
  const emulator = start()
  await save(emulator)
  const file = join(folder, 'emulator.state')
  await rm(file)
  // A file cannot be renamed to a folder that is not empty.
  await mkdir(join(file, 'there'), { recursive: true })
  await expect(save(emulator)).rejects.toThrow(/^E\w+: /)
  expect((await readdir(folder)).sort()).toEqual(['blobs', 'emulator.state'])
})

test('nothing is written into a folder that is another’s by now', async () => {
  const ours = async () => {
    throw new Error('it is another’s')
  }
  await expect(openState(folder, [], ours).save(start())).rejects.toThrow('it is another’s')
  expect(await readdir(folder)).toEqual([])
})

test('a function that nobody knows is no state', async () => {
  const emulator = start()
  const { world } = emulator
  await emulator.add('acme/dev', { ...rawFile({ bytes: 'a' }), fields: { summary: { made: () => {} } } })
  expect(world.packages.size).toBe(1)
  await expect(save(emulator)).rejects.toThrow('The state cannot keep the function .made')
})
