import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Json } from '../../test/json.ts'
import { clientOf, mirrorClient } from '../../test/mirror-client.ts'
import { everyRead } from '../../test/states/every-read.ts'
import { fullWorld } from '../../test/states/full-world.ts'
import { conformingOptions, keys, story } from '../../test/story.ts'
import { createEmulator, type Emulator, parseAdvisory } from '../index.ts'
import { createMirror, formatMirror, type Mirror, type MirrorDocument, mirror, parseMirror, readMirror } from '../mirror.ts'
import { openState } from '../state/state-folder.ts'
import { npmPackage } from '../testing.ts'

const rego = () => ({ match: true, reason: ['why not'] })

describe('a mirror of a workspace with something of everything', () => {
  let real: Emulator
  let mirrored: Mirror
  beforeAll(async () => {
    real = await fullWorld()
    await real.settle()
    mirrored = await mirror(mirrorClient(real), { owner: 'acme', findings: 'all' }, { rego, ...conformingOptions })
  })

  /** Differences of a mirror, by path of the API: everything, or some fields. Each is a reported gap. */
  const otherwise: readonly (readonly [RegExp, true | RegExp])[] = [
    // Bytes and dependencies are not read.
    [/^\/packages\//, /^(?:freeable_storage|dependencies_checksum_md5|has_dependencies)$/],
    [/\/dependencies\/$/, true],
    // Only the latest scans of packages with findings are read; of others it is only known that they took place.
    [/^\/vulnerabilities\//, true],
    // Secrets are removed, and nothing is sent.
    [/\/upstream\//, /^extra_value_/],
    [/^\/webhooks\//, /^(?:target_url|is_active)$/],
    [/^\/orgs\/acme\/services\//, /^key$/],
    [/^\/user\/tokens\//, true],
    [/\/(?:gpg|rsa|ecdsa|ed25519|x509-\w+)\/$/, true],
    // Not requested.
    [/^\/orgs\/acme\/(?:invites|openid-connect|saml|api-key-rules|custom-domains|usage-limits)/, true],
    [/policy(?:-violation|\/\w+\/evaluation)\//, true],
    [
      /^\/(?:recycle-bin|audit-log|metrics|quota)\/|\/geoip|^\/v2\/(?:metadata|workspaces\/acme\/(?:domains|policies\/decision))/,
      true,
    ],
  ]

  function comparable(path: string, body: Json): Json {
    const fields = otherwise.filter(([pattern]) => pattern.test(path)).map(([, fields]) => fields)
    if (fields.includes(true)) return undefined
    const isOther = (key: string) => fields.some((field) => field !== true && field.test(key))
    return JSON.parse(JSON.stringify(body ?? null, (key, value) => (isOther(key) ? undefined : value)))
  }

  test('answers to every list and read as the workspace does, but for what it says that it does not know', async () => {
    const [theirs, ours] = [await everyRead(real, 40), await everyRead(mirrored.emulator, 40)]
    let compared = 0
    for (const [path, { status, body }] of theirs) {
      const expected = comparable(path, body)
      if (expected === undefined) continue
      const answer = ours.get(path)
      expect([path, answer?.status, comparable(path, answer?.body)]).toEqual([path, status, expected])
      compared += 1
    }
    expect(compared).toBeGreaterThan(250)
  })

  test('finds every package in quarantine, tagged, vulnerable and violating as it is there', async () => {
    for (const query of ['status:quarantined', 'policy_violated:true', 'tag:stable', 'vulnerabilities:>0']) {
      const found = async (emulator: Emulator): Promise<string[]> => {
        const { body } = await clientOf(emulator)('GET', `/packages/acme/dev/?query=${query}&page_size=500`)
        return body.map(({ slug_perm }: Json) => slug_perm)
      }
      const theirs = await found(real)
      expect([query, theirs.length > 0, await found(mirrored.emulator)]).toEqual([query, true, theirs])
    }
  })

  test('a new scan finds the same', async () => {
    const again = async (emulator: Emulator) => {
      await emulator.clock.advance(3_600_000)
      const admin = clientOf(emulator)
      const [{ slug_perm }] = (await admin('GET', '/packages/acme/dev/?query=name:minimist')).body
      expect((await admin('POST', `/packages/acme/dev/${slug_perm}/scan/`)).status).toBe(200)
      await emulator.settle()
      const { body } = await admin('GET', `/vulnerabilities/acme/dev/${slug_perm}/`)
      const { identifier } = body.toSorted((a: Json, b: Json) => (a.created_at < b.created_at ? 1 : -1))[0]
      const { scans } = (await admin('GET', `/vulnerabilities/acme/dev/${slug_perm}/${identifier}/`)).body
      return scans
    }
    const found = await again(mirrored.emulator)
    expect(found[0].results.length).toBeGreaterThan(0)
    expect(found).toEqual(await again(real))
  })

  test('goes through a file unharmed', () => {
    const lines = [...formatMirror(mirrored.document)]
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true)
    expect(parseMirror(lines.join(''))).toEqual(mirrored.document)
    expect(parseMirror(Buffer.from(lines.join('')))).toEqual(mirrored.document)
  })

  test('goes through a state unharmed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-mirror-'))
    await openState(folder, []).save(mirrored.emulator)
    const other = createEmulator({ rego, deliver: async () => new Response() })
    await openState(folder, []).load(other)
    const [before, after] = await Promise.all([everyRead(mirrored.emulator), everyRead(other)])
    expect(after).toEqual(before)
    await rm(folder, { recursive: true })
  })

  test('says what it does not know', () => {
    const told = mirrored.unknown.map(({ what, why }) => `${what}: ${why}`)
    for (const gap of ['bytes: not requested', 'secrets: hidden', 'secrets: not available', 'signing keys: not available'])
      expect(told).toContain(gap)
    const { unknown } = createMirror(mirrored.document, { onUnsupported: () => {} })
    expect(unknown).toContainEqual({
      what: 'enterprise policies',
      where: 'acme',
      why: 'not emulated',
      detail: 'nothing evaluates them: create the emulator with the option rego',
    })
  })
})

test('what is copied in a mirror is new there, has other identifiers than all that was mirrored, and keeps its findings', async () => {
  const { emulator: real } = story()
  const minimist = await real.add('acme/dev', npmPackage({ name: 'minimist', version: '1.2.5' }))
  const { emulator } = await mirror(mirrorClient(real), { owner: 'acme', findings: 'all' })
  const admin = clientOf(emulator)
  const path = `/packages/acme/dev/${minimist.slug_perm}/copy/`
  const { body: copy } = await admin('POST', path, { destination: 'staging' })
  await emulator.settle()
  const { body } = await admin('GET', `/packages/acme/staging/${copy.slug_perm}/`)
  expect(body).toMatchObject({ is_sync_completed: true, vulnerability_counts: minimist.vulnerability_counts })
  expect(real.world.packages.has(copy.slug_perm)).toBe(false)
  expect(body.checksum_sha256).toBe(minimist.checksum_sha256)
})

test('where findings are not read, as many of each severity stand in for them, also in copies', async () => {
  const { emulator: real } = story()
  const { slug_perm } = await real.add('acme/dev', npmPackage({ name: 'minimist', version: '1.2.5' }))
  const { emulator } = await mirror(mirrorClient(real), { owner: 'acme' })
  const [ours, theirs] = [clientOf(emulator), clientOf(real)]
  const list = '/packages/acme/dev/'
  expect((await ours('GET', list)).body[0].vulnerability_counts).toEqual((await theirs('GET', list)).body[0].vulnerability_counts)
  const { body: copy } = await ours('POST', `${list}${slug_perm}/copy/`, { destination: 'staging' })
  await emulator.settle()
  const [scan] = (await ours('GET', `/vulnerabilities/acme/staging/${copy.slug_perm}/`)).body
  const { scans } = (await ours('GET', `/vulnerabilities/acme/staging/${copy.slug_perm}/${scan.identifier}/`)).body
  expect(scans[0].results).toMatchObject([{ vulnerability_id: 'NOT-READ-CRITICAL-1', title: 'Not read by the mirror' }])
})

test('a mirror learns of new advisories as any emulator does', async () => {
  const { emulator: real } = story()
  await real.add('acme/dev', npmPackage({ name: 'minimist', version: '1.2.5' }))
  const { emulator } = await mirror(mirrorClient(real), { owner: 'acme', findings: 'all' })
  const late = {
    id: 'GHSA-late',
    affected: [{ package: { ecosystem: 'npm', name: 'minimist' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
  }
  expect(emulator.advise([parseAdvisory(late)])).toHaveLength(1)
  await emulator.settle()
  const [{ vulnerability_counts: counts }] = (await clientOf(emulator)('GET', '/packages/acme/dev/')).body
  expect(counts).toMatchObject({ total: 2 })
})

test('a mirror sends nothing to anybody, not even where a webhook is switched on again', async () => {
  const { emulator: real, admin } = story()
  const webhook = { target_url: 'https://hook.example.com/', events: ['package.created'], templates: [] }
  await admin('POST', '/webhooks/acme/dev/', webhook)
  const { emulator } = await mirror(mirrorClient(real), { owner: 'acme' })
  const [{ slug_perm, is_active }] = (await clientOf(emulator)('GET', '/webhooks/acme/dev/')).body
  expect(is_active).toBe(false)
  await clientOf(emulator)('PATCH', `/webhooks/acme/dev/${slug_perm}/`, { ...webhook, is_active: true })
  emulator.world.emit('package.created', await added(emulator))
  await emulator.settle()
  expect(emulator.deliveries.flatMap(({ attempts }) => attempts)).toContainEqual(
    expect.objectContaining({ error: expect.stringContaining('A mirror sends no webhooks') }),
  )
})

async function added(emulator: Emulator) {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'new', version: '1.0.0' }))
  const pkg = emulator.world.packages.get(slug_perm)
  if (pkg === undefined) throw new Error('it was added')
  return pkg
}

test('a mirror that is reset is what was read', async () => {
  const { emulator: real } = story()
  await real.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
  const { emulator } = await mirror(mirrorClient(real), { owner: 'acme' }, conformingOptions)
  const list = async () => (await clientOf(emulator)('GET', '/packages/acme/dev/')).body
  const before = await list()
  await added(emulator)
  emulator.reset()
  expect(await list()).toEqual(before)
})

test('whoever reads without being known as a member may do everything in the mirror, which says so', async () => {
  const { emulator: real } = story()
  const document = await readMirror(mirrorClient(real, keys.writer), { owner: 'acme', without: ['people'] })
  const { emulator, unknown } = createMirror(document)
  expect((await clientOf(emulator)('GET', '/user/self/')).body).toMatchObject({ slug: 'writer' })
  expect((await clientOf(emulator)('POST', '/repos/acme/', { name: 'New' })).status).toBe(201)
  expect(unknown).toContainEqual(
    expect.objectContaining({ what: 'people', detail: expect.stringContaining('in the mirror it is an owner') }),
  )
})

test('a member who may not see privileges may write where they were read', async () => {
  const { emulator: real } = story()
  const document = await readMirror(mirrorClient(real, keys.writer), { owner: 'acme', repositories: ['dev'] })
  const { emulator, unknown } = createMirror(document)
  const { body: self } = await clientOf(emulator)('GET', '/user/self/')
  expect(self.slug).toBe('writer')
  expect((await clientOf(emulator)('POST', '/repos/acme/', { name: 'New' })).status).toBe(403)
  expect((await clientOf(emulator)('POST', '/files/acme/dev/', { filename: 'a.bin' })).status).toBe(202)
  expect(unknown).toContainEqual(
    expect.objectContaining({ what: 'privileges', detail: expect.stringContaining('in the mirror it may write') }),
  )
})

describe('a document that is none', () => {
  const document: MirrorDocument = {
    kind: 'cloudsmith-emulator/mirror',
    version: 1,
    readAt: '2026-01-01T00:00:00Z',
    workspace: { slug: 'acme', slug_perm: null, name: 'Acme', created_at: null },
    reader: null,
    policies: {},
    repositories: [],
    unknown: [],
  }
  test.each([
    ['', 'plan.jsonl is empty'],
    ['{', 'plan.jsonl:1 is not valid JSON'],
    ['{"kind":"something else"}', 'plan.jsonl:1: kind: must be "cloudsmith-emulator/mirror"'],
    [JSON.stringify({ ...document, version: 2 }), 'plan.jsonl:1: version: must be 1'],
    [`${JSON.stringify(document)}\n{"repository":0,"package":{}}`, 'plan.jsonl:2: package.slug_perm: is missing'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseMirror(text, 'plan.jsonl')).toThrow(message)
  })
  test('one without anything in it is an empty workspace', async () => {
    const { emulator } = createMirror(parseMirror(JSON.stringify(document)))
    expect((await clientOf(emulator)('GET', '/repos/acme/')).body).toEqual([])
  })
})
