import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cloudsmith, type Package } from '@cloudsmith-sdk/client'
import { createEmulator, defaultWorkspaces, type Emulator, type EmulatorOptions } from '@cloudsmith-sdk/emulator'
import {
  agentSkill,
  alpinePackage,
  cargoCrate,
  cocoapodsPod,
  composerPackage,
  conanPackage,
  condaPackage,
  cranPackage,
  dartPackage,
  debPackage,
  debSource,
  dockerImage,
  genericFile,
  goModule,
  helmChart,
  hexPackage,
  luarocksRock,
  mavenJar,
  mcpBundle,
  nixArchive,
  npmPackage,
  nugetPackage,
  nugetSymbols,
  type PackageFixture,
  p2Bundle,
  pythonSdist,
  pythonWheel,
  rawFile,
  rpmPackage,
  rubyGem,
  swiftPackage,
  terraformModule,
  vagrantBox,
  vsxExtension,
} from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { CarryInterruptedError, type CarryOptions, carriedType, carry, memorySpool } from '../src/carry.ts'
import { readMetadata } from '../src/gates.ts'
import { maxSeverity } from '../src/index.ts'
import { fileSpool } from '../src/node.ts'
import { identityOf } from '../src/repository/identity.ts'
import { calm, killer, losing, type Network, someOf } from './disturbances.ts'

const it = { name: 'acme', version: '1.2.3', license: 'MIT' }
const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const tampered = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT', files: { 'index.js': 'evil()' } })
const lodash = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })
const jar = mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.0.0' })
const ours = 'emulator-admin-key'
const theirs = 'globex-import-key'

/** A request as it left: who it went to, and all that came with it. */
interface Sent {
  readonly url: string
  readonly headers: string
}

/** Two workspaces that know nothing of each other, with a client for each. */
async function world(fixtures: readonly PackageFixture[], options: EmulatorOptions = {}) {
  const globex = {
    slug: 'globex',
    accounts: [{ slug: 'importer', key: theirs, role: 'Owner' as const }],
    repositories: ['inbox'],
  }
  const emulator = createEmulator({ workspaces: [...defaultWorkspaces, globex], ...options })
  const rows: Package[] = []
  for (const fixture of fixtures) rows.push(await emulator.add('acme/dev', fixture))
  await emulator.clock.advance(2 * 86_400_000)
  emulator.requests.clear()
  const sent = { source: [] as Sent[], destination: [] as Sent[] }
  const clientOf = (apiKey: string, log: Sent[], network: Network) =>
    new Cloudsmith({
      apiKey,
      clock: emulator.clock,
      fetch: (input: Parameters<typeof fetch>[0], init?: RequestInit) => {
        const request = new Request(input, init)
        log.push({ url: request.url, headers: JSON.stringify([...request.headers]) })
        return network(() => emulator.fetch(request), request.method)
      },
    })
  const carried = (more: Partial<CarryOptions> = {}, network: Network = calm) =>
    carry(
      { cloudsmith: clientOf(ours, sent.source, network), owner: 'acme', repo: 'dev' },
      { cloudsmith: clientOf(theirs, sent.destination, network), owner: 'globex', repo: 'inbox' },
      { select: 'everything', unscannable: 'pass', ...more },
    )
  return { emulator, rows, carried, sent, theirs: clientOf(theirs, [], calm) }
}

const recordsIn = (emulator: Emulator, place: { owner: string; repo: string }) => [
  ...emulator.world.repository(place).packages.all(),
]

const inbox = (emulator: Emulator) =>
  recordsIn(emulator, { owner: 'globex', repo: 'inbox' })
    .map(({ content: { facts, files }, sync, tags }) => ({
      name: facts?.name ?? '',
      bytes: files.map(({ field, filename, blob }) => `${field} ${filename} ${blob?.sha256}`),
      state: sync.state,
      tags: [...tags],
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))

const plain = (format: string, filename: string): PackageFixture => ({
  ...{ format, filename, bytes: new TextEncoder().encode(filename), fields: {}, extra: {} },
})

const withFiles = (fixture: PackageFixture, filenames: Readonly<Record<string, string>>): PackageFixture => ({
  ...fixture,
  extra: {
    ...fixture.extra,
    ...Object.fromEntries(
      Object.entries(filenames).map(([field, filename]) => [field, { filename, bytes: new TextEncoder().encode(filename) }]),
    ),
  },
})

const formats: Readonly<Record<string, PackageFixture>> = {
  alpine: alpinePackage({ ...it, version: '1.2.3-r0', distribution: 'alpine/v3.20', architecture: 'aarch64' }),
  cargo: cargoCrate(it),
  cocoapods: cocoapodsPod(it),
  composer: composerPackage({ ...it, name: 'acme/core' }),
  conan: conanPackage({ ...it, channel: 'testing', prefix: 'team' }),
  conda: condaPackage(it),
  cran: cranPackage(it),
  dart: dartPackage(it),
  deb: debPackage({ name: 'acme', version: '1.2.3-1', distribution: 'debian/bookworm', component: 'contrib' }),
  'deb, its source': debSource({ name: 'acme', version: '1.2.3-1', distribution: 'debian/bookworm', component: 'contrib' }),
  generic: genericFile({ filepath: 'tools/v1/x.bin', bytes: 'x', name: 'x', version: '1' }),
  go: goModule({ ...it, name: 'example.com/acme', version: 'v1.2.3' }),
  helm: helmChart(it),
  hex: hexPackage(it),
  luarocks: luarocksRock({ ...it, version: '1.2.3-1' }),
  'helm, with its provenance': withFiles(helmChart(it), { provenance_file: 'acme-1.2.3.tgz.prov' }),
  huggingface: plain('huggingface', 'acme-1.2.3.safetensors'),
  maven: jar,
  'maven, with all that goes with it': withFiles(jar, {
    sources_file: 'core-1.0.0-sources.jar',
    javadoc_file: 'core-1.0.0-javadoc.jar',
    tests_file: 'core-1.0.0-tests.jar',
    ivy_file: 'ivy.xml',
    extra_files: 'core-1.0.0.module',
  }),
  mcp: { ...mcpBundle(it), fields: { version: '1.2.3' } },
  npm: ms,
  'npm, with a tag of its own': { ...ms, fields: { npm_dist_tag: 'next' } },
  nuget: nugetPackage({ name: 'Acme.Core', version: '1.2.3' }),
  'nuget, with its symbols beside it': withFiles(nugetPackage({ name: 'Acme.Core', version: '1.2.3' }), {
    symbols_file: 'Acme.Core.1.2.3.snupkg',
  }),
  p2: p2Bundle(it),
  'nuget, its symbols': nugetSymbols({ name: 'Acme.Core', version: '1.2.3' }),
  'python, a wheel': pythonWheel({ name: 'acme', version: '1.2.3' }),
  'python, an sdist': pythonSdist({ name: 'acme', version: '1.2.3' }),
  raw: rawFile({ name: 'notes', version: '7', bytes: new TextEncoder().encode('hello'), filename: 'notes.txt' }),
  rpm: rpmPackage({ ...it, distribution: 'el/9' }),
  ruby: rubyGem(it),
  skills: agentSkill(it),
  swift: swiftPackage({ ...it, scope: 'acme' }),
  terraform: terraformModule({ ...it, name: 'acme-core-aws' }),
  vagrant: vagrantBox({ name: 'acme', version: '1.2.3', provider: 'virtualbox' }),
  vsx: vsxExtension(it),
}

/** All that a row tells of the package itself, and not of where and since when it is. */
function traitsOf(row: Package) {
  const { size, license, summary, description, dependencies_checksum_md5, release, epoch, type_display, num_files } = row
  const files = row.files
    .map(({ filename, checksum_sha256, tag, is_primary }) => ({ filename, checksum_sha256, tag, is_primary }))
    .toSorted((a, b) => (a.filename < b.filename ? -1 : 1))
  return {
    ...{ identity: identityOf(row), files, size, license, summary, description, tags: row.tags, filepath: row.filepath },
    ...{ dependencies_checksum_md5, release, epoch, type_display, num_files },
  }
}

describe('every format that can be carried becomes what it was', () => {
  test.each(Object.entries(formats))('%s', async (_, fixture) => {
    const { carried, rows, theirs } = await world([fixture])
    const report = await carried()
    expect(report.items).toMatchObject([{ outcome: 'carried' }])
    expect(report.complete).toBe(true)
    const [row] = await theirs.packages.list({ owner: 'globex', repo: 'inbox' }).toArray()
    const lost = fixture.format === 'swift' ? { license: undefined } : {}
    expect({ ...traitsOf(row as Package), ...lost }).toEqual({ ...traitsOf(rows[0] as Package), ...lost })
  })
})

test('every format that can be pushed is carried or says why not', async () => {
  const { theirs } = await world([])
  const tried = new Set(Object.values(formats).map(({ format }) => format))
  const others = Object.keys(theirs.packages.upload).filter((format) => !tried.has(format))
  expect(others).toEqual(['docker', 'nix'])
})

describe('what cannot be carried is blocked, and nothing of it is sent', () => {
  test.each([
    ['an image, which has no files', dockerImage({ name: 'api' }), 'from the registry'],
    ['a Nix package, which is signed where it is', nixArchive(it), 'signed with a key of the repository'],
  ])('%s', async (_, fixture, reason) => {
    const { carried, emulator } = await world([fixture])
    const { items, complete } = await carried()
    expect(items).toMatchObject([{ outcome: 'blocked', reasons: [expect.stringContaining(reason)] }])
    expect(complete).toBe(false)
    expect(emulator.requests.writes).toEqual([])
  })

  test('a file that no field of an upload takes', async () => {
    const { carried, emulator } = await world([ms, jar])
    for (const record of recordsIn(emulator, { owner: 'acme', repo: 'dev' })) {
      const { content } = record
      if (content.format === 'npm') Object.assign(content, { files: [...content.files, { ...content.files[0], field: 'notes' }] })
    }
    const { items } = await carried()
    expect(items.map(({ outcome, reasons }) => [outcome, ...reasons])).toEqual([
      ['carried'],
      ['blocked', 'ms-2.1.3.tgz belongs to it, but no field of an upload accepts it'],
    ])
  })

  test('what is quarantined', async () => {
    const { carried, emulator } = await world([ms])
    for (const record of recordsIn(emulator, { owner: 'acme', repo: 'dev' })) record.isQuarantined = true
    expect((await carried()).items).toMatchObject([{ outcome: 'blocked', reasons: [expect.stringContaining('quarantined')] }])
  })

  test('what a gate holds', async () => {
    const { carried } = await world([lodash, ms])
    const { items } = await carried({ gates: [maxSeverity({ high: 0 })] })
    expect(items).toMatchObject([
      { outcome: 'blocked', reasons: [expect.stringContaining('max-severity')] },
      { outcome: 'carried' },
    ])
  })

  test('a file that is too large for memory, and the reason says what to pass', async () => {
    const { carried, emulator } = await world([ms])
    const { items } = await carried({ spool: memorySpool(10) })
    expect(items).toMatchObject([{ outcome: 'blocked', reasons: [expect.stringContaining('pass spool')] }])
    expect(emulator.requests.writes).toEqual([])
  })
})

describe('proof', () => {
  test('files on disk are gone when they are uploaded', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carried-'))
    try {
      const { carried, emulator } = await world([jar])
      expect(await carried({ spool: fileSpool(folder) })).toMatchObject({ complete: true })
      expect(inbox(emulator)).toHaveLength(1)
      expect(await readdir(folder)).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('where a package comes from is attached once, before its tags', async () => {
    const { carried, rows, theirs, emulator } = await world([jar])
    const attached: string[] = []
    const options: Partial<CarryOptions> = {
      tags: ['from-acme'],
      attach: async ({ package: pkg }) => void attached.push(Object.values(pkg.tags).flat().join()),
    }
    const { items } = await carried(options)
    await carried(options)
    const ref = { owner: 'globex', repo: 'inbox', identifier: items[0]?.destination ?? '' }
    const found = (await readMetadata(theirs, ref)).filter(({ content_type }) => content_type === carriedType)
    expect(found.map(({ content }) => content)).toMatchObject([
      {
        source: { workspace: 'acme', repository: 'dev', package: rows[0]?.slug_perm },
        files: rows[0]?.files.map(({ filename, checksum_sha256 }) => ({ filename, sha256: checksum_sha256 })),
        by: 'importer',
      },
    ])
    expect(attached[0]).not.toContain('from-acme')
    expect(inbox(emulator)).toMatchObject([{ tags: ['from-acme'] }])
  })

  test('F23 the credential of one side never reaches the other', async () => {
    const { carried, sent } = await world([jar])
    await carried({ tags: ['from-acme'] })
    const all = (side: readonly Sent[]) => side.map(({ url, headers }) => `${url} ${headers}`).join('\n')
    expect(all(sent.source)).not.toMatch(/globex|inbox/)
    expect(all(sent.destination)).not.toMatch(/acme\/dev/)
    for (const secret of [theirs, btoa(`token:${theirs}`)]) expect(all(sent.source)).not.toContain(secret)
    for (const secret of [ours, btoa(`token:${ours}`)]) expect(all(sent.destination)).not.toContain(secret)
    expect(sent.source.some(({ url }) => url.startsWith('https://dl.'))).toBe(true)
  })

  test('F13 other bytes on the way are not uploaded', async () => {
    const { carried, emulator } = await world([ms])
    const damaging: Network = async (send) => {
      const answer = await send()
      return answer.headers.get('content-type') === 'application/octet-stream' ? new Response('other bytes', answer) : answer
    }
    expect((await carried({}, damaging)).items).toMatchObject([
      { outcome: 'failed', reasons: [expect.stringContaining('does not match')] },
    ])
    expect(emulator.requests.writes).toEqual([])
  })

  test('F10 what is quarantined at its destination is not carried, and has no tag', async () => {
    const { carried, emulator, theirs } = await world([lodash])
    await theirs.orgs.vulnerabilityPolicies.create({
      owner: 'globex',
      name: 'No known holes',
      min_severity: 'High',
      on_violation_quarantine: true,
    })
    const { items } = await carried({ tags: ['from-acme'] })
    expect(items).toMatchObject([{ outcome: 'failed', reasons: [expect.stringContaining('No known holes')] }])
    expect(inbox(emulator)).toMatchObject([{ tags: [] }])
  })

  test('F88 what becomes another package than it was is taken back', async () => {
    const { carried, emulator } = await world([formats.cran as PackageFixture])
    for (const record of recordsIn(emulator, { owner: 'acme', repo: 'dev' })) {
      const { content } = record
      if (content.facts) Object.assign(content, { facts: { ...content.facts, name: 'renamed' }, identity: undefined })
      record.repository.packages.touch(record)
    }
    const { items } = await carried()
    expect(items).toMatchObject([{ outcome: 'failed', reasons: [expect.stringContaining('it became cran acme')] }])
    await emulator.settle()
    expect(inbox(emulator)).toEqual([])
  })
})

describe('what is there already', () => {
  test('F07 the same bytes are not uploaded again', async () => {
    const { carried, emulator } = await world([ms, jar])
    await emulator.add('globex/inbox', ms)
    const { items } = await carried()
    expect(items.map(({ outcome }) => outcome)).toEqual(['carried', 'already there'])
    expect(inbox(emulator)).toHaveLength(2)
  })

  test('F13 other bytes are a conflict that names both digests', async () => {
    const { carried, emulator, rows } = await world([ms])
    const there = await emulator.add('globex/inbox', tampered)
    const { items } = await carried()
    expect(items).toMatchObject([{ outcome: 'conflict' }])
    expect(items[0]?.reasons.join()).toContain(rows[0]?.checksum_sha256)
    expect(items[0]?.reasons.join()).toContain(there.checksum_sha256)
    expect(emulator.requests.writes).toEqual([])
  })
})

describe('disturbed', async () => {
  const calmly = await world([jar, ms])
  let count = 0
  await calmly.carried({ tags: ['from-acme'], concurrency: 1 }, (send) => {
    count += 1
    return send()
  })
  const expected = inbox(calmly.emulator)

  test('undisturbed, both are there, tagged', () => {
    expect(expected.map(({ state, tags }) => [state, ...tags])).toEqual([
      ['completed', 'from-acme'],
      ['completed', 'from-acme'],
    ])
  })

  // Killed before a request is killed after the one before, as whoever comes then sees the same.
  test('F27 killed after one request or another and called again, all ends the same', async () => {
    for (const number of someOf(count)) {
      const { emulator, carried } = await world([jar, ms])
      const { network, signal } = killer(number, 'after')
      await expect(carried({ tags: ['from-acme'], concurrency: 1, signal }, network), `request ${number}`).rejects.toThrow()
      expect((await carried({ tags: ['from-acme'] })).complete, `request ${number}`).toBe(true)
      await emulator.settle()
      expect(inbox(emulator), `request ${number}`).toEqual(expected)
    }
  })

  test('F06 with the answer to one request or another lost, all ends the same', async () => {
    for (const number of someOf(count)) {
      const { emulator, carried } = await world([jar, ms])
      expect((await carried({ tags: ['from-acme'], concurrency: 1 }, losing(number))).complete, `request ${number}`).toBe(true)
      await emulator.settle()
      expect(inbox(emulator), `request ${number}`).toEqual(expected)
    }
  })

  test.each([0, 45])('F28 two at once end with one of each, with lists %i s behind', async (lagSeconds) => {
    const { emulator, carried } = await world([jar, ms], { switches: { lagSeconds } })
    const options = { tags: ['from-acme'] }
    const reports = await Promise.all([carried(options), carried(options)])
    expect(reports.map(({ complete }) => complete)).toEqual([true, true])
    await emulator.settle()
    expect(inbox(emulator)).toEqual(expected)
  })

  test('what is aborted tells what was done', async () => {
    const { carried } = await world([jar, ms])
    const stop = new AbortController()
    const options: Partial<CarryOptions> = {
      concurrency: 1,
      signal: stop.signal,
      onEvent: ({ type }) => (type === 'settled' ? stop.abort(new Error('enough')) : undefined),
    }
    const error = await carried(options).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(CarryInterruptedError)
    expect((error as CarryInterruptedError).report.items.map(({ outcome }) => outcome)).toEqual(['carried', 'waiting'])
  })

  test('F09 what is not there in time waits', async () => {
    const { carried } = await world([jar, ms], { timings: { scanDelay: 7_200_000 } })
    const { items } = await carried({ concurrency: 1 })
    expect(items.map(({ outcome }) => outcome)).toEqual(['waiting', 'waiting'])
  })
})
