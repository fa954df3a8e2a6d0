import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nugetPackage, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { beforeAll, describe, expect } from 'vitest'
import { nugetProgram } from '../../src/native/nuget.ts'
import { run, testsOf } from '../../src/native/program.ts'
import { byEngine } from '../../src/native/promotion.ts'
import { worlds } from '../../src/native/worlds.ts'

const packed = (name: string, version: string, said: string, more: object = {}) =>
  nugetPackage({ name, version, license: 'MIT', files: { 'content/said.txt': said }, ...more })
const left = packed('Left', '1.0.0', 'left')
const base = packed('World.Base', '1.2.0', 'base')
const later = packed('World.Base', '1.3.0', 'a later base')
const tree = packed('Tree', '2.0.0', 'tree', { dependencies: { 'World.Base': '1.1' } })

const program = nugetProgram()

describe('nuget', () => {
  const test = testsOf('nuget', program !== undefined, false)
  const { inside, call, connect, offer, promote, workplace } = worlds()

  async function client(place: string, whose: object = {}) {
    const work = await workplace('nuget', place, { client: 'nuget', ...whose })
    const [mono, ...args] = program?.command ?? ['']
    const env = { ...work.env, ...program?.env }
    return {
      ...work,
      nuget: (...more: string[]) => run([mono, ...args, ...more, '-NonInteractive'], { ...work, env }),
      /** What a package holds that was installed. */
      said: (folder: string) => readFile(join(work.folder, 'packages', folder, 'content/said.txt'), 'utf8'),
    }
  }

  async function installed(place: string, name: string, whose: object = {}) {
    const work = await client(place, whose)
    const options = ['-OutputDirectory', 'packages', '-DirectDownload', '-NoCache']
    return { ...work, outcome: await work.nuget('install', name, ...options) }
  }

  beforeAll(async () => {
    await offer(base, tree)
    await inside.add('acme/dev', left)
  })

  test('installs what is there, with the lowest of what it needs that will do', async () => {
    for (const fixture of [later, base, tree]) await inside.add('acme/staging', fixture)
    const app = await installed('acme/staging', 'tree', { as: 'reader' })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect([await app.said('Tree.2.0.0'), await app.said('World.Base.1.2.0')]).toEqual(['tree', 'base'])
  })

  test('installs with the token of an entitlement', async () => {
    const { token } = await call('POST', '/entitlements/acme/dev/?show_tokens=true', { name: 'for nuget' })
    const app = await installed('acme/dev', 'Left', { token })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await app.said('Left.1.0.0')).toBe('left')
  })

  test.each([
    ['nobody has the key', 'acme/dev', 'Left', { token: 'nobody-has-this' }, /401 \(Unauthorized\)/],
    ['the package is missing', 'acme/dev', 'Missing', {}, /Unable to find package 'Missing'/],
    ['the repository has no upstream', 'acme/production', 'Tree', {}, /Unable to find package 'Tree'/],
  ])('says why it cannot install where %s', async (_, place, name, whose, why) => {
    const { outcome } = await installed(place, name, whose)
    expect([outcome.code, outcome.output]).toEqual([1, expect.stringMatching(why)])
  })

  test('is refused what is quarantined, and what a policy keeps back', async () => {
    const { slug_perm } = await inside.add('acme/dev', packed('Held', '1.0.0', ''))
    await call('POST', `/packages/acme/dev/${slug_perm}/quarantine/`, {})
    const policy = { name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'], on_violation_quarantine: true }
    const { slug_perm: made } = await call('POST', '/orgs/acme/license-policy/', policy)
    await inside.add('acme/dev', nugetPackage({ name: 'Copyleft', version: '1.0.0', license: 'GPL-3.0-only' }))
    for (const name of ['Held', 'Copyleft']) {
      const { outcome } = await installed('acme/dev', name)
      expect([outcome.code, outcome.output]).toEqual([1, expect.stringMatching(/403 \(Forbidden\)|Forbidden http/)])
    }
    await call('DELETE', `/orgs/acme/license-policy/${made}/`)
  })

  test('shows that production is isolated: what development fetched it has once it was promoted, without any upstream', async () => {
    const upstream = await connect('nuget')
    expect((await installed('acme/production', 'Tree')).outcome.code).toBe(1)

    expect((await installed('acme/dev', 'Tree')).outcome).toMatchObject({ code: 0 })
    await inside.settle()
    const fetched = await call('GET', '/packages/acme/dev/?query=tag:outside')
    expect(fetched).toHaveLength(2)
    for (const pkg of fetched)
      expect(pkg).toMatchObject({ uploader: 'cloudsmith-o6v', security_scan_status: 'Scan Detected No Vulnerabilities' })

    await promote('Tree')
    const half = (await installed('acme/production', 'Tree')).outcome
    expect([half.code, half.output]).toEqual([1, expect.stringContaining('World.Base')])

    const { items, missing } = await byEngine(inside, 'name:^Tree$')
    expect(items.map((item) => item.package.name)).toContain('World.Base')
    expect(missing?.filter(({ possible = false }) => !possible)).toEqual([])
    await call('DELETE', `/repos/acme/dev/upstream/nuget/${upstream}/`)
    const app = await installed('acme/production', 'Tree', { as: 'reader' })
    expect(app.outcome).toMatchObject({ code: 0 })
    for (const { bytes, filename } of [tree, base]) {
      const folder = filename.replace(/\.nupkg$/, '')
      expect(await readFile(join(app.folder, 'packages', folder, filename))).toEqual(Buffer.from(bytes))
    }
  })

  /** An author with a package. */
  async function author(fixture: PackageFixture, whose: object = { as: 'writer' }) {
    const work = await client('acme/dev', whose)
    await work.write(fixture.filename, fixture.bytes)
    const to = ['-Source', 'cloudsmith-acme-dev']
    return {
      ...work,
      push: (...more: string[]) => work.nuget('push', fixture.filename, ...to, ...more),
      remove: (name: string, version: string) => work.nuget('delete', name, version, ...to),
    }
  }

  test('publishes a package, which is scanned, found and installed, and can be taken out of what is found', async () => {
    const { push, remove, nuget } = await author(packed('Published', '1.0.0', 'published'))
    expect(await push()).toMatchObject({ code: 0, output: expect.stringContaining('Your package was pushed.') })
    await inside.settle()
    expect(await call('GET', '/packages/acme/dev/?query=name:published')).toMatchObject([
      { uploader: 'writer', is_sync_completed: true, filename: 'Published.1.0.0.nupkg' },
    ])
    expect((await nuget('search', 'publi')).output).toContain('Published | 1.0.0')
    const app = await installed('acme/dev', 'Published', { as: 'reader' })
    expect(app.outcome).toMatchObject({ code: 0 })
    expect(await app.said('Published.1.0.0')).toBe('published')
    expect(await remove('Published', '1.0.0')).toMatchObject({ code: 0 })
    expect((await nuget('search', 'publi')).output).not.toContain('Published | 1.0.0')
  })

  test('publishes with the key that it is told, no version twice, and nothing for those who may not', async () => {
    const fixture = packed('Once', '1.0.0', 'once')
    const reader = await author(fixture, { as: 'reader' })
    const [key, none] = ['emulator-write-key', 'nobody-has-this']
    expect(await reader.push('-ApiKey', key)).toMatchObject({ code: 0 })
    await inside.settle()
    for (const [given, why] of [
      [key, /409 \(Conflict\)/],
      [none, /403 \(Forbidden\)|401 \(Unauthorized\)/],
      ['emulator-read-key', /403 \(Forbidden\)/],
    ] as const) {
      const { code, output } = await reader.push('-ApiKey', given)
      expect([code, output]).toEqual([1, expect.stringMatching(why)])
    }
  })
})
