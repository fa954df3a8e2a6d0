import { Cloudsmith } from '@cloudsmith-sdk/client'
import {
  alpinePackage,
  debPackage,
  debSource,
  genericFile,
  mavenJar,
  nugetPackage,
  nugetSymbols,
  type PackageFixture,
  pythonSdist,
  pythonWheel,
} from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { apply, PlanError, plan, planText, reportText } from '../src/index.ts'
import { stock } from './stock.ts'

const deb = (distribution: string, content = 'same') =>
  debPackage({ name: 'acme', version: '1.2.3-1', distribution, files: { 'usr/share/acme': content } })
const bookworm = deb('debian/bookworm')
const jammy = deb('ubuntu/jammy', 'other')

/** The distributions, architectures or file names of what a repository holds. */
async function rowsOf({ cloudsmith }: { cloudsmith: Cloudsmith }, repo: string) {
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo, page_size: 100 }).toArray()
  return rows.map((row) => ({
    file: row.filename,
    distribution: row.distro && `${row.distro.slug}/${row.distro_version?.slug}`,
    architectures: row.architectures.map(({ name }) => name).join(),
    sha256: row.checksum_sha256,
    synchronised: row.is_sync_completed,
  }))
}

describe('packages of one name and version that the service tells apart', () => {
  const x86 = alpinePackage({ name: 'acme', version: '1.0-r0', architecture: 'x86_64' })
  const arm = alpinePackage({ name: 'acme', version: '1.0-r0', architecture: 'aarch64' })

  test.each<[string, readonly PackageFixture[]]>([
    ['F31 one file name in two distributions, other bytes in each', [bookworm, jammy]],
    ['F31 the same bytes in two distributions', [bookworm, deb('ubuntu/jammy')]],
    ['F32 an Alpine package for two architectures, of one file name', [x86, arm]],
    [
      'F33 a NuGet package and its symbols',
      [nugetPackage({ name: 'Acme', version: '1.0.0' }), nugetSymbols({ name: 'Acme', version: '1.0.0' })],
    ],
    [
      'F34 a Debian binary and its source',
      [bookworm, debSource({ name: 'acme', version: '1.2.3-1', distribution: 'debian/bookworm' })],
    ],
    ['a wheel and an sdist', [pythonWheel({ name: 'acme', version: '1.0.0' }), pythonSdist({ name: 'acme', version: '1.0.0' })]],
    [
      'Maven artifacts of two groups',
      [
        mavenJar({ groupId: 'org.one', artifactId: 'acme', version: '1.0.0' }),
        mavenJar({ groupId: 'org.two', artifactId: 'acme', version: '1.0.0' }),
      ],
    ],
    [
      'generic files of two paths, of one file name',
      [
        genericFile({ filepath: 'linux/tool.bin', bytes: new Uint8Array([1]) }),
        genericFile({ filepath: 'macos/tool.bin', bytes: new Uint8Array([2]) }),
      ],
    ],
  ])('%s: each is promoted to where it belongs, all at once', async (_, dev) => {
    const world = await stock({ dev })
    const made = await world.planned()
    expect(made.items.map(({ outcome }) => outcome)).toEqual(['promote', 'promote'])

    const report = await world.applied(made)

    expect(report.items.map(({ outcome }) => outcome)).toEqual(['promoted', 'promoted'])
    expect(await rowsOf(world, 'staging')).toEqual(expect.arrayContaining(await rowsOf(world, 'dev')))
    expect(
      new Set(
        planText(made)
          .split('\n')
          .filter((line) => line.startsWith('      ')),
      ).size,
    ).toBe(2)
    expect(new Set(report.items.map(({ destination }) => destination)).size).toBe(2)
  })

  test.each<[string, readonly PackageFixture[]]>([
    ['F31 the same bytes in two distributions', [bookworm, deb('ubuntu/jammy')]],
    ['F32 an Alpine package for two architectures', [x86, arm]],
  ])('%s, of which staging has one: one is left to do, and after it staging has both', async (_, dev) => {
    const world = await stock({ dev, staging: dev.slice(0, 1) })
    const made = await world.planned()
    expect(made.items.map(({ outcome }) => outcome).toSorted()).toEqual(['already there', 'promote'])

    expect((await world.applied(made)).outcome).toBe('succeeded')
    expect(await rowsOf(world, 'staging')).toHaveLength(2)
  })
})

describe('one package, however it is written', () => {
  const path = (more: { name?: string; version?: string; content: string }) =>
    genericFile({ filepath: 'tools/acme.bin', ...more, bytes: new TextEncoder().encode(more.content) })
  const nuget = (name: string, version: string) => nugetPackage({ name, version })

  test.each<[string, PackageFixture, PackageFixture, string]>([
    [
      'F35 a generic path, pushed under another name and version',
      path({ content: 'same' }),
      path({ name: 'acme', version: '2', content: 'same' }),
      'already there',
    ],
    ['F35 a generic path with other bytes', path({ content: 'one' }), path({ name: 'acme', content: 'two' }), 'conflict'],
    ['F36 NuGet 1.2.3 and 1.2.3.0', nuget('Acme.Core', '1.2.3'), nuget('Acme.Core', '1.2.3.0'), 'conflict'],
    ['F36 NuGet names in another case', nuget('Acme.Core', '1.2.3'), nuget('acme.core', '1.2.3+build'), 'conflict'],
  ])('%s: at the destination it is that package, and nothing is sent', async (_, ours, theirs, outcome) => {
    const world = await stock({ dev: [ours], staging: [theirs] })
    const made = await world.planned()
    expect(made.items.map((item) => item.outcome)).toEqual([outcome])

    await world.applied(made)
    expect(await rowsOf(world, 'staging')).toHaveLength(1)
    expect(world.emulator.requests.writes).toEqual([])
  })
})

describe('an identity in a selection', () => {
  test('F39 may leave out what nothing needs, and names candidates where it is not one package', async () => {
    const world = await stock({ dev: [bookworm, jammy] })
    const acme = { format: 'deb', name: 'acme', version: '1.2.3-1' }

    const ambiguous = world.planned({ select: { packages: [acme] } })
    await expect(ambiguous).rejects.toThrow(PlanError)
    await expect(ambiguous).rejects.toThrow(
      /deb acme 1\.2\.3-1 matches 2 packages of dev[\s\S]*debian\/bookworm[\s\S]*ubuntu\/jammy/,
    )

    const one = await world.planned({ select: { packages: [{ ...acme, distribution: 'ubuntu/jammy' }] } })
    expect(one.items.map((item) => item.package.distribution)).toEqual(['ubuntu/jammy'])
    const both = await world.planned({ select: { packages: [{ ...acme, all: true }] } })
    expect(both.items).toHaveLength(2)
  })
})

describe('packages that nothing but their bytes tells apart', () => {
  const [one, two] = ['org.one', 'org.two'].map((groupId) => mavenJar({ groupId, artifactId: 'acme', version: '1.0.0' })) as [
    PackageFixture,
    PackageFixture,
  ]

  /** A service that does not tell the coordinates by which it tells packages apart. */
  async function blind(stocked: Parameters<typeof stock>[0]) {
    const world = await stock(stocked)
    const cloudsmith = new Cloudsmith({
      apiKey: 'emulator-admin-key',
      clock: world.emulator.clock,
      fetch: async (...request: Parameters<typeof fetch>) => {
        const answer = await world.emulator.fetch(...request)
        const text = (await answer.text()).replaceAll(/"identifiers":\{[^}]*\}/g, '"identifiers":{}')
        return new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers })
      },
    })
    const run = async (select: Parameters<typeof plan>[2]['select']) => {
      const made = await plan(cloudsmith, world.pipeline, { from: 'dev', to: 'staging', select })
      return { made, report: await apply(cloudsmith, world.pipeline, made) }
    }
    return { ...world, cloudsmith, run }
  }

  test('F38 are siblings where they stand side by side at the source, and no conflict with each other', async () => {
    const { run } = await blind({ dev: [one, two] })
    const { made, report } = await run('everything')
    expect(made.items.map(({ outcome }) => outcome)).toEqual(['promote', 'promote'])
    expect(report.items.map(({ outcome }) => outcome)).toEqual(['promoted', 'promoted'])
  })

  test('follow a sibling that is there already, and are no conflict with it', async () => {
    const { run, cloudsmith } = await blind({ dev: [one, two], staging: [one] })
    const { made, report } = await run('everything')
    expect(made.items.map(({ outcome }) => outcome).toSorted()).toEqual(['already there', 'promote'])
    expect(report.outcome).toBe('succeeded')
    expect(await rowsOf({ cloudsmith }, 'staging')).toHaveLength(2)
  })

  test('F38 are seen to be siblings although only one of them is selected: the source bears witness', async () => {
    const { run, cloudsmith } = await blind({ dev: [one, two], staging: [one] })
    const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()
    const [there] = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging' }).toArray()
    const missing = rows.find((row) => row.checksum_sha256 !== there?.checksum_sha256)
    const { report } = await run({ slugPerms: [missing?.slug_perm ?? ''] })
    expect(report.items.map(({ outcome }) => outcome)).toEqual(['promoted'])
    expect(reportText(report)).toContain('maven acme 1.0.0')
  })

  test('conflict with bytes that the source does not have', async () => {
    const foreign = mavenJar({ groupId: 'org.three', artifactId: 'acme', version: '1.0.0', files: { 'x.txt': 'x' } })
    const { run } = await blind({ dev: [one, two], staging: [foreign] })
    const { made } = await run('everything').catch(async () => ({ made: undefined }))
    expect(made?.items.map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict'])
  })
})
