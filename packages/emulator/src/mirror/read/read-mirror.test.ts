import { appendFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { filledWorkspace } from '../../../test/clients/filled.ts'
import { mirrorClient } from '../../../test/mirror-client.ts'
import { keys, story } from '../../../test/story.ts'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../index.ts'
import {
  formatMirror,
  type MirrorClient,
  type MirrorDocument,
  type MirrorOptions,
  openJournal,
  readMirror,
} from '../../mirror.ts'
import { cargoCrate, mavenJar, npmPackage, pythonWheel, rawFile } from '../../testing.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-mirror-'))
  folders.push(folder)
  return folder
}

/** A repository `acme/dev` with a number of packages, each a minute younger than the previous one. */
async function stocked(count: number, options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = createEmulator(options)
  await addMore(emulator, 0, count)
  return emulator
}

const start = Date.UTC(2025, 0)

function addMore(emulator: Emulator, from: number, count: number): Promise<number> {
  const variants = Array.from({ length: count }, (_, index) => ({
    name: `package-${from + index}`,
    version: '1.0.0',
    uploadedAt: start + (from + index) * 60_000,
  }))
  return emulator.addMany('acme/dev', npmPackage({ name: 'model', version: '1.0.0' }), variants)
}

const dev = { owner: 'acme', repositories: ['dev'] }

const namesIn = ({ repositories: [dev] }: MirrorDocument) => dev?.packages.map(({ name }) => name)

const listed = ({ requests }: Emulator) => requests.all.filter(({ operation }) => operation === 'packages_list')

test('10,000 packages of several formats take one request for 500, and one for each list that is longer', async () => {
  const emulator = createEmulator({ rateLimit: { enforce: true } })
  const named = { name: 'model', version: '1.0.0', license: 'MIT' }
  const fixtures = [
    npmPackage(named),
    pythonWheel(named),
    cargoCrate(named),
    mavenJar({ ...named, groupId: 'org.acme', artifactId: 'model' }),
    rawFile({ bytes: 'model', name: 'model' }),
  ]
  for (const repository of ['dev', 'staging']) {
    for (const fixture of fixtures) {
      const variants = Array.from({ length: 1_000 }, (_, index) => ({ name: `${fixture.format}-${index}`, version: '1.0.0' }))
      await emulator.addMany(`acme/${repository}`, fixture, variants)
    }
  }
  const told: unknown[] = []
  const onProgress = (progress: unknown) => told.push(progress)
  const document = await readMirror(mirrorClient(emulator), { owner: 'acme', repositories: ['dev', 'staging'], onProgress })

  expect(document.repositories.map(({ packages }) => packages.length)).toEqual([5_000, 5_000])
  expect(new Set(document.repositories[0]?.packages.map(({ format }) => format)).size).toBe(5)
  expect(listed(emulator)).toHaveLength(22)
  expect(told.at(-1)).toMatchObject({ packages: 10_000, counted: 10_000, scans: 0 })
  // All other requests depend on the number of repositories, and never on that of packages.
  const others = emulator.requests.all.length - listed(emulator).length
  const small = createEmulator()
  await readMirror(mirrorClient(small), { owner: 'acme', repositories: ['dev', 'staging'] })
  expect(others).toBe(small.requests.all.length - listed(small).length)
})

describe('what a mirror costs', () => {
  const costOf = async (emulator: Emulator, options: Partial<MirrorOptions> = {}) => {
    emulator.requests.clear()
    await readMirror(mirrorClient(emulator), { owner: 'acme', ...options })
    const lists = listed(emulator).length
    return { lists, others: emulator.requests.all.length - lists }
  }

  test.each([0, 1, 500, 501, 1_000, 1_001, 2_600])('%i packages take at most two requests for 500', async (count) => {
    const { lists } = await costOf(await stocked(count), dev)
    expect(lists).toBeLessThanOrEqual(2 * Math.max(1, Math.ceil(count / 500)))
  })

  test('as many again where packages go while it is read, and never more', async () => {
    let next = 0
    const emulator = await stocked(2_600, {
      async observe({ operation }) {
        if (operation === 'packages_list') removeNamed(emulator, `package-${next++}`)
      },
    })
    // Six pages, and the first one again for new packages; all of that twice.
    expect(await costOf(emulator, dev)).toMatchObject({ lists: 14 })
  })

  test('ten for the workspace and 27 for each repository beside, five without upstreams, one for each of their formats, however many packages there are', async () => {
    for (const emulator of [createEmulator(), await stocked(1_200)]) {
      for (const repositories of [['dev'], ['dev', 'staging', 'production']]) {
        const all = await costOf(emulator, { repositories })
        const few = await costOf(emulator, { repositories, without: ['upstreams'] })
        const some = await costOf(emulator, { repositories, upstreams: ['npm', 'python'] })
        const expected = [27, 5, 7].map((each) => 10 + each * repositories.length)
        expect([all.others, few.others, some.others]).toEqual(expected)
      }
    }
  })
})

test('nothing but GET is sent, and nothing that changes something by it', async () => {
  const { emulator } = await filledWorkspace()
  emulator.requests.clear()
  await readMirror(mirrorClient(emulator), { owner: 'acme', findings: 'all' })
  expect(emulator.requests.writes).toEqual([])
  const meant = emulator.requests.all.map(({ operation = '' }) => operation)
  expect(meant.filter((id) => !/_(?:list|read)$|^user_self$/.test(id))).toEqual([])
})

test('packages that arrive while the list is read are in it, and none twice', async () => {
  let hasArrived = false
  const emulator = await stocked(1_200, {
    async observe({ operation }) {
      if (operation !== 'packages_list' || hasArrived) return
      hasArrived = true
      await addMore(emulator, 1_200, 3)
    },
  })
  const document = await readMirror(mirrorClient(emulator), dev)
  const names = namesIn(document) ?? []
  expect([names.length, new Set(names).size, names.slice(0, 3)]).toEqual([
    1_203,
    1_203,
    ['package-1202', 'package-1201', 'package-1200'],
  ])
  expect(document.unknown).not.toContainEqual(expect.objectContaining({ why: 'changing' }))
})

test('a list that loses a package while it is read is read anew: what moved to a page before is not missed', async () => {
  let hasLeft = false
  const emulator = await stocked(1_200, {
    async observe({ operation }) {
      if (operation !== 'packages_list' || hasLeft) return
      hasLeft = true
      removeNamed(emulator, 'package-1100')
    },
  })
  const document = await readMirror(mirrorClient(emulator), dev)
  const names = new Set(namesIn(document))
  expect([names.size, names.has('package-1100'), names.has('package-699')]).toEqual([1_199, false, true])
  expect(document.unknown).not.toContainEqual(expect.objectContaining({ why: 'changing' }))
})

test('one that comes and one that goes between two pages do not cancel each other out', async () => {
  let hasChanged = false
  const emulator = await stocked(1_200, {
    async observe({ operation }) {
      if (operation !== 'packages_list' || hasChanged) return
      hasChanged = true
      removeNamed(emulator, 'package-1100')
      await addMore(emulator, 1_200, 1)
    },
  })
  const names = new Set(namesIn(await readMirror(mirrorClient(emulator), dev)))
  expect([names.size, names.has('package-1100'), names.has('package-1200')]).toEqual([1_200, false, true])
})

test('a list that is never still is taken as it is, and told of', async () => {
  let next = 0
  const emulator = await stocked(1_200, {
    async observe({ operation }) {
      if (operation === 'packages_list') removeNamed(emulator, `package-${next++}`)
    },
  })
  const document = await readMirror(mirrorClient(emulator), dev)
  expect(document.unknown).toContainEqual(expect.objectContaining({ what: 'packages', where: 'acme/dev', why: 'changing' }))
})

function removeNamed(emulator: Emulator, name: string): void {
  const { packages } = emulator.world.repository({ owner: 'acme', repo: 'dev' })
  for (const pkg of packages.byName(name)) packages.remove(pkg)
}

test('what was interrupted goes on where it was: no page is asked for twice', async () => {
  const emulator = await stocked(2_400)
  const journal = await newFolder()
  emulator.faults.add({ operation: 'packages_list', skip: 2, dropReply: true })
  await expect(readMirror(mirrorClient(emulator), { ...dev, journal })).rejects.toThrow(TypeError)
  emulator.requests.clear()

  const document = await readMirror(mirrorClient(emulator), { ...dev, journal })

  expect(new Set(namesIn(document)).size).toBe(2_400)
  expect(listed(emulator).map(({ url }) => new URLSearchParams(url.split('?')[1]).get('page'))).toEqual(['3', '4', '5', '1'])
  expect(emulator.requests.all.filter(({ operation }) => operation === 'repos_namespace_list')).toEqual([])
  // It is complete: the next mirror reads everything again.
  expect(await readdir(journal)).toEqual([])
})

test('a mirror that is interrupted again and again comes to the same in the end', async () => {
  const { emulator } = await filledWorkspace()
  const whole = await readMirror(mirrorClient(emulator), { owner: 'acme', findings: 'all' })
  const journal = new Map<string, unknown>()
  let document: MirrorDocument | undefined
  for (let runs = 0; document === undefined && runs < 1_000; runs++) {
    emulator.faults.clear()
    emulator.faults.add({ skip: 3, dropReply: true, times: Number.POSITIVE_INFINITY })
    const options = { owner: 'acme', findings: 'all', journal, concurrency: 1 }
    document = await readMirror(mirrorClient(emulator), options).catch((error: unknown) => {
      expect(error).toBeInstanceOf(TypeError)
      return undefined
    })
  }
  emulator.faults.clear()
  const sorted = (gaps: MirrorDocument['unknown'] = []) => gaps.map((gap) => JSON.stringify(gap)).sort()
  expect({ ...document, unknown: sorted(document?.unknown) }).toEqual({ ...whole, unknown: sorted(whole.unknown) })
})

test('a journal whose last line a crash cut off is read up to there', async () => {
  const folder = await newFolder()
  const journal = await openJournal(folder)
  await journal.set('one', { kept: true })
  const file = join(folder, 'mirror.journal.jsonl')
  await appendFile(file, '["two",{"cut')
  const again = await openJournal(folder)
  await again.set('three', 3)
  const third = await openJournal(folder)
  expect([third.get('one'), third.get('two'), third.get('three')]).toEqual([{ kept: true }, undefined, 3])
  expect((await stat(file)).mode & 0o077).toBe(0)
})

test('a journal of something else is refused', async () => {
  const emulator = createEmulator()
  const journal = new Map<string, unknown>([['asked', 'something else']])
  await expect(readMirror(mirrorClient(emulator), { ...dev, journal })).rejects.toThrow('The journal belongs to another mirror')
})

test('areas that the reader may not see are gaps, and no errors', async () => {
  const { emulator } = await filledWorkspace()
  const document = await readMirror(mirrorClient(emulator, keys.reader), dev)
  const refused = document.unknown.filter(({ why }) => why === 'refused').map(({ what, where }) => `${what} ${where}`)
  expect([...new Set(refused)].sort()).toEqual([
    'enterprise policies acme',
    'entitlements acme/dev',
    'people acme',
    'policies acme',
    'privileges acme/dev',
    'webhooks acme/dev',
  ])
  expect(document.repositories[0]?.packages).not.toEqual([])
  expect(document.unknown).toContainEqual({
    what: 'privileges',
    where: 'acme/dev',
    why: 'refused',
    detail: 'repos_privileges_list was answered with 403',
  })
})

test('a repository that is not there is an error that names those that are', async () => {
  const message =
    'The workspace acme has no repository "prod" that this credential may see. It may see: dev, staging, production.'
  await expect(readMirror(mirrorClient(createEmulator()), { owner: 'acme', repositories: ['prod'] })).rejects.toThrow(message)
})

test('a service that fails is an error that says how to go on', async () => {
  const emulator = createEmulator()
  emulator.faults.add({ operation: 'packages_list', status: 503 })
  const failure = 'The service answered packages_list with 503. Try again: with a journal, the mirror continues where it stopped.'
  await expect(readMirror(mirrorClient(emulator), dev)).rejects.toThrow(failure)
})

test('an aborted mirror ends', async () => {
  const signal = AbortSignal.abort(new Error('not now'))
  await expect(readMirror(mirrorClient(createEmulator()), { ...dev, signal })).rejects.toThrow('not now')
})

test('no credential gets into a document or a journal, even where the API tells it', async () => {
  const { emulator, admin } = story()
  await admin('POST', '/orgs/acme/services/', { name: 'CI' })
  await admin('POST', '/entitlements/acme/dev/', { name: 'Someone', token: 'entitled-to-everything' })
  const made = await admin('POST', '/webhooks/acme/dev/', {
    target_url: 'https://user:pass-word@hook.example.com/services/T0/B0/secretpath?key=secretquery',
    events: ['package.created'],
    templates: [],
    secret_header: 'X-Secret',
    secret_value: 'secret-of-the-header',
    signature_key: 'secret-to-sign-with',
  })
  expect(made).toMatchObject({ status: 201 })
  await admin('POST', '/repos/acme/dev/upstream/npm/', {
    name: 'npm',
    upstream_url: 'https://user:secretuser@npm.example.com/path?token=secretquery',
    auth_mode: 'Username and Password',
    auth_username: 'me',
    auth_secret: 'secret-to-sign-in',
    extra_header_1: 'Authorization',
    extra_value_1: 'Bearer secret-value',
  })
  const journal = await newFolder()
  emulator.faults.add({ operation: 'packages_list', path: /staging/, dropReply: true })
  await expect(readMirror(mirrorClient(emulator), { owner: 'acme', journal, concurrency: 1 })).rejects.toThrow()
  const kept = await readFile(join(journal, 'mirror.journal.jsonl'), 'utf8')
  const document = await readMirror(mirrorClient(emulator), { owner: 'acme', journal })
  const written = [...formatMirror(document)].join('')
  for (const text of [kept, written]) {
    expect(text).toMatch(/hook\.example\.com|npm\.example\.com|"packages/)
    expect(text).not.toMatch(/secret[-a-z]*(?:path|query|user|value"?:"[^*]|of|to)|pass-word|entitled-to|emulator-\w+-key/)
    for (const { key } of [...emulator.world.accounts.values()].flatMap(({ keys }) => [...keys.values()]))
      expect(text).not.toContain(key)
  }
  expect(document.repositories.find(({ settings }) => settings.slug === 'dev')).toMatchObject({
    webhooks: [{ settings: { target_url: 'https://hook.example.com/' } }],
    upstreams: [{ settings: { upstream_url: 'https://npm.example.com/path', extra_value_1: '********' } }],
    entitlements: expect.arrayContaining([
      expect.objectContaining({ settings: expect.objectContaining({ token: expect.stringMatching(/^\*+hing$/) }) }),
    ]),
  })
})

test('findings are read where they are asked for: a request for each package that has any', async () => {
  const { emulator } = story()
  for (const version of ['1.2.0', '1.2.5', '1.2.8']) await emulator.add('acme/dev', npmPackage({ name: 'minimist', version }))
  const read = async (findings: string, mostFindings = 100) => {
    emulator.requests.clear()
    const { repositories, unknown } = await readMirror(mirrorClient(emulator), { ...dev, findings, mostFindings })
    const versions = repositories[0]?.packages
      .filter(({ slug_perm }) => repositories[0]?.scans[slug_perm])
      .map(({ version }) => version)
    const requests = emulator.requests.all.filter(({ operation }) => operation?.startsWith('vulnerabilities_')).length
    const gaps = unknown.filter(({ what }) => what === 'findings').map(({ detail }) => detail)
    return { versions, requests, gaps }
  }
  expect(await read('none')).toEqual({
    versions: [],
    requests: 0,
    gaps: [expect.stringContaining('which vulnerabilities 2 packages have')],
  })
  expect(await read('all')).toEqual({ versions: ['1.2.5', '1.2.0'], requests: 3, gaps: [] })
  expect(await read('version:1.2.0')).toEqual({
    versions: ['1.2.0'],
    requests: 2,
    gaps: [expect.stringContaining('which vulnerabilities 1 package has')],
  })
  expect(await read('all', 1)).toEqual({
    versions: ['1.2.5'],
    requests: 2,
    gaps: [expect.stringContaining('which vulnerabilities 1 package has')],
  })
})

test('no more requests are under way at a time than asked for', async () => {
  const { emulator } = await filledWorkspace()
  const { v1, v2 } = mirrorClient(emulator)
  let [underWay, most] = [0, 0]
  const counting = ({ GET }: MirrorClient['v1']): MirrorClient['v1'] => ({
    async GET(path, init) {
      most = Math.max(most, ++underWay)
      return GET(path, init).finally(() => (underWay -= 1))
    },
  })
  await readMirror({ v1: counting(v1), v2: counting(v2) }, { owner: 'acme', findings: 'all', concurrency: 3 })
  expect(most).toBe(3)
})

test('a list without headers is read to the first page that is short', async () => {
  const privileges = Array.from({ length: 70 }, (_, index) => ({ privilege: 'Read', team: `team-${index}` }))
  const { v1, v2 } = mirrorClient(createEmulator())
  const GET: MirrorClient['v1']['GET'] = async (path, init) => {
    if (!String(path).endsWith('/privileges')) return v1.GET(path, init)
    const { page } = (init as { params: { query: { page: number } } }).params.query
    return { data: { privileges: privileges.slice((page - 1) * 30, page * 30) }, response: new Response() }
  }
  const { repositories } = await readMirror({ v1: { GET }, v2 }, dev)
  expect(repositories[0]?.privileges).toEqual(privileges)
})

test('what is left out is a gap', async () => {
  const emulator = createEmulator()
  const { unknown, policies, members } = await readMirror(mirrorClient(emulator), {
    ...dev,
    without: ['people', 'policies', 'upstreams'],
  })
  expect([policies, members]).toEqual([{}, undefined])
  expect(unknown.filter(({ detail }) => detail === 'left out').map(({ what }) => what)).toEqual([
    'people',
    'policies',
    'upstreams',
  ])
  expect(emulator.requests.all.filter(({ url }) => /upstream|policy/.test(url))).toEqual([])
})

test('upstreams of formats that nobody asks for are a gap, and formats that have none an error', async () => {
  const { emulator } = await filledWorkspace()
  const { repositories, unknown } = await readMirror(mirrorClient(emulator), { ...dev, upstreams: ['npm'] })
  expect(new Set(repositories[0]?.upstreams?.map(({ format }) => format))).toEqual(new Set(['npm']))
  expect(unknown).toContainEqual({
    what: 'upstreams',
    where: 'acme/dev',
    why: 'not requested',
    detail: expect.stringMatching(/^those for alpine, .*python/),
  })
  const message = 'upstreams: there is no raw, only alpine, '
  await expect(readMirror(mirrorClient(emulator), { ...dev, upstreams: ['raw'] })).rejects.toThrow(message)
})
