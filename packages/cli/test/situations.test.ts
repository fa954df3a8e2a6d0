import { type AddOptions, createEmulator } from '@cloudsmith-sdk/emulator'
import {
  debPackage,
  npmPackage,
  type PackageFixture,
  pythonSdist,
  pythonWheel,
  rpmPackage,
} from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { startGithub } from './github.ts'
import { blocksOf, commandsIn } from './readme-blocks.ts'
import { type Run, storyOf } from './story.ts'

const pipeline = `owner: acme
stages:
  - { repository: development }
  - { repository: staging, tag: staged, gates: { scanned: {}, max-severity: { critical: 0 } } }
  - { repository: production, tag: released, gates: { scanned: {} } }
`

type Stage = 'development' | 'staging' | 'production'
const day = 86_400_000

/** A team that has three repositories and promotes with the commands that the README has under a heading. */
async function team(heading: string, yaml = pipeline) {
  const { emulator, cli, cliWith, write, read, folder } = await storyOf(async ({ write: writeFirst }) => {
    await writeFirst('cloudsmith.pipeline.yaml', yaml)
    const accounts = [{ slug: 'ci', key: 'emulator-admin-key', role: 'Owner' as const }]
    return createEmulator({ workspaces: [{ slug: 'acme', accounts, repositories: ['development', 'staging', 'production'] }] })
  })
  const add = async (stage: Stage, packages: readonly PackageFixture[], options: AddOptions = {}) => {
    for (const each of packages) await emulator.add(`acme/${stage}`, each, options)
    await emulator.settle()
  }
  return {
    ...{ emulator, cli, cliWith, write, read, folder, add },
    /** Runs the commands of the README, as JSON where they do not say otherwise. */
    async run(
      env: Readonly<Record<string, string>> = {},
      fetch: typeof globalThis.fetch = emulator.fetch,
    ): Promise<readonly Run[]> {
      const runs: Run[] = []
      for (const argv of commandsIn(blocksOf('sh', `### ${heading}`), env)) {
        const asked = argv.includes('--output') || argv[0] === 'comment' ? argv : [...argv, '--output', 'json']
        runs.push(await cliWith({ env, fetch }, ...asked))
      }
      return runs
    },
    holds: (stage: Stage) =>
      [...emulator.world.repository({ owner: 'acme', repo: stage }).packages.all()]
        .map(({ content }) => `${content.facts?.name}@${content.facts?.version}`)
        .sort(),
    daysAgo: (days: number) => ({ uploadedAt: emulator.clock.now() - days * day }),
  }
}

const npm = (name: string, version: string, license = 'MIT') => npmPackage({ name, version, license })

/** Outcomes of the document on standard output, by name and version. */
const outcomesIn = (stdout: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (JSON.parse(stdout).items as { package: { name: string; version: string }; outcome: string }[]).map((item) => [
      `${item.package.name}@${item.package.version}`,
      item.outcome,
    ]),
  )

test('all of one tag: what may go goes, what may not is told, and the rest is left', async () => {
  const { add, run, holds } = await team('All packages with a tag')
  await add('development', [npm('web', '1.0.0'), npm('api', '2.1.0')], { tags: ['candidate'] })
  await add('development', [npm('web', '1.1.0')])
  const [done] = await run()
  expect([done?.code, outcomesIn(done?.stdout ?? '')]).toEqual([0, { 'api@2.1.0': 'promoted', 'web@1.0.0': 'promoted' }])
  expect(holds('staging')).toEqual(['api@2.1.0', 'web@1.0.0'])

  const critical = npm('minimist', '0.0.8')
  await add('development', [critical, npm('cron', '1.0.0')], { tags: ['candidate'] })
  const [blocked] = await run()
  expect([blocked?.code, outcomesIn(blocked?.stdout ?? '')]).toEqual([
    3,
    { 'api@2.1.0': 'already there', 'web@1.0.0': 'already there', 'cron@1.0.0': 'promoted', 'minimist@0.0.8': 'blocked' },
  ])
  expect(holds('staging')).toEqual(['api@2.1.0', 'cron@1.0.0', 'web@1.0.0'])
})

test('versions from a file: all of them, or none where one is missing', async () => {
  const { add, run, holds, write } = await team('Versions from a file')
  await add('staging', [npm('web', '1.0.0'), npm('api', '2.1.0'), npm('web', '0.9.0')])
  await write('versions.json', '{ "web": "1.0.0", "api": "2.2.0" }')
  const [missing] = await run()
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('2.2.0') })
  expect(JSON.parse(missing?.stdout ?? '')).toMatchObject({ kind: 'cloudsmith-promotion/error' })
  expect(holds('production')).toEqual([])

  await write('versions.json', '{ "web": "1.0.0", "api": "2.1.0" }')
  expect((await run()).map(({ code }) => code)).toEqual([0])
  expect(holds('production')).toEqual(['api@2.1.0', 'web@1.0.0'])
})

test('the newest that CI has tagged: one version of each, as many files as it has, and 10 when there is no newer one', async () => {
  const { add, run, holds, daysAgo } = await team('The newest build that CI has tagged')
  await add('development', [npm('web', '1.0.0-main.7')], { tags: ['main'], ...daysAgo(2) })
  await add('development', [npm('web', '1.0.0-main.10')], { tags: ['main'], ...daysAgo(1) })
  await add('development', [npm('web', '1.0.0-feature.11')], { tags: ['main-feature'] })
  const python = { name: 'model', version: '3.0', license: 'MIT' }
  await add('development', [pythonWheel(python), pythonSdist(python)], { tags: ['main'], ...daysAgo(1) })
  await add('development', [pythonWheel({ ...python, version: '2.9' })], { tags: ['main'], ...daysAgo(3) })
  const [done] = await run()
  expect([done?.code, holds('staging')]).toEqual([0, ['model@3.0', 'model@3.0', 'web@1.0.0-main.10']])

  expect((await run()).map(({ code }) => code)).toEqual([10])
  await add('development', [npm('web', '1.0.0-main.12')], { tags: ['main'] })
  expect((await run()).map(({ code }) => code)).toEqual([0])
  expect(holds('staging')).toContain('web@1.0.0-main.12')
})

test('what was made of a commit: however a build has written it down', async () => {
  const { add, run, holds } = await team('Packages built from a commit')
  const GITHUB_SHA = 'd670460b4b4aece5915caf5c68d12f560a9fe3e4'
  await add('development', [npm('web', '1.0.0-d670460'), npm('cron', '1.0.0-3.gd670460b4')])
  await add('development', [npm('api', '2.1.0')], { tags: [GITHUB_SHA] })
  await add('development', [npm('docs', '2.1.0')], { tags: ['d670460b'] })
  await add('development', [npm('other', '1.0.0-d670461')])
  await add('development', [npm('older', '1.0.0')], { tags: ['d670460c'] })
  const [done] = await run({ GITHUB_SHA })
  expect([done?.code, holds('staging')]).toEqual([0, ['api@2.1.0', 'cron@1.0.0-3.gd670460b4', 'docs@2.1.0', 'web@1.0.0-d670460']])

  const [nothing] = await run({ GITHUB_SHA: 'e'.repeat(40) })
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('has no package with the tag eeee') })
  expect((await run({ GITHUB_SHA: '' })).map(({ code }) => code)).toEqual([2])
  expect((await run({ GITHUB_SHA: 'refs/heads/main' })).map(({ code }) => code)).toEqual([2])
})

test('several architectures and distributions: each to its own place, all of them or none', async () => {
  const { add, run, emulator, write } = await team('Several architectures and distributions at once')
  const agent = { name: 'agent', version: '2.0.0' }
  const builds = ['debian/bookworm', 'ubuntu/jammy'].flatMap((distribution) =>
    ['amd64', 'arm64'].map((architecture) =>
      debPackage({ ...agent, distribution, architecture, files: { 'usr/bin/agent': distribution + architecture } }),
    ),
  )
  const rpm = (architecture: string) => rpmPackage({ ...agent, release: '1', distribution: 'el/9', architecture })
  await add('staging', [...builds, rpm('x86_64'), debPackage({ ...agent, version: '1.9.0', distribution: 'debian/bookworm' })])
  const places = async () =>
    ((await (await emulator.fetch(`${emulator.origin}/packages/acme/production/`, { headers })).json()) as Row[])
      .map((row) => `${row.distro.slug}/${row.distro_version.slug} ${row.architectures.map(({ name }) => name)}`)
      .sort()
  // Nobody scans these, and the pipeline wants that said.
  const [refused] = await run()
  expect([refused?.code, new Set(Object.values(outcomesIn(refused?.stdout ?? ''))), await places()]).toEqual([
    3,
    new Set(['blocked']),
    [],
  ])
  await write('cloudsmith.pipeline.yaml', pipeline.replaceAll('gates:', 'unscannable: pass, gates:'))
  const [done] = await run()
  expect([done?.code, await places()]).toEqual([
    0,
    ['debian/bookworm amd64', 'debian/bookworm arm64', 'el/9 x86_64', 'ubuntu/jammy amd64', 'ubuntu/jammy arm64'],
  ])
  // A build more: the set is taken up again, and only it is sent.
  await add('staging', [rpm('aarch64')])
  const [more] = await run()
  expect([more?.code, await places()]).toEqual([0, expect.arrayContaining(['el/9 aarch64'])])
})

interface Row {
  readonly distro: { readonly slug: string }
  readonly distro_version: { readonly slug: string }
  readonly architectures: readonly { readonly name: string }[]
}

const headers = { 'X-Api-Key': 'emulator-admin-key' }

test('clean-up of old builds: what is old goes, but not what staging lacks, nor the last two, and nothing without --yes', async () => {
  const { add, run, holds, daysAgo, emulator } = await team('Clean up old builds')
  const python = (version: string) => [pythonWheel({ name: 'model', version }), pythonSdist({ name: 'model', version })]
  await add('development', [npm('web', '1.0.0'), npm('web', '1.1.0'), ...python('1.0')], daysAgo(90))
  await add('staging', [npm('web', '1.0.0'), ...python('1.0')], daysAgo(80))
  await add('production', [npm('web', '1.0.0'), ...python('1.0')], daysAgo(70))
  await add('development', [npm('web', '1.2.0'), ...python('1.1')], daysAgo(60))
  await add('development', [npm('web', '1.3.0'), ...python('1.2')], daysAgo(50))
  const before = emulator.requests.writes.length
  const [shown, done] = await run()
  expect(JSON.parse(shown?.stdout ?? '')).toMatchObject({
    dryRun: true,
    kept: [{ name: 'web', version: '1.1.0', lackedBy: 'staging' }],
  })
  expect([shown?.code, done?.code, emulator.requests.writes.length - before]).toEqual([0, 0, 3])
  await emulator.settle()
  expect(holds('development')).toEqual([
    ...['model@1.1', 'model@1.1', 'model@1.2', 'model@1.2'],
    ...['web@1.1.0', 'web@1.2.0', 'web@1.3.0'],
  ])
  expect([holds('staging'), holds('production')]).toEqual(Array(2).fill(['model@1.0', 'model@1.0', 'web@1.0.0']))
})

test('a matrix in a pull request: one comment, written anew with every push', async () => {
  const world = await team('A matrix in a pull request')
  const github = await startGithub()
  const env = {
    ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/releases', GITHUB_TOKEN: 'job-token' },
    GITHUB_REF: 'refs/pull/7/merge',
  }
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    return request.url.startsWith(github.url) ? globalThis.fetch(request) : world.emulator.fetch(request)
  }
  await world.add('development', [npm('@acme/web', '1.0.0'), npm('other', '1.0.0')])
  expect((await world.run(env, fetch)).map(({ code }) => code)).toEqual([0, 0])
  expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('acme/web')])
  expect(github.comments[0]?.body).not.toContain('other')
  await world.add('staging', [npm('@acme/api', '1.0.0')])
  expect((await world.run(env, fetch)).map(({ code }) => code)).toEqual([0, 0])
  expect(github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('acme/api')])
  // A job that may not comment fails, with what it lacks.
  github.refuse(403)
  expect((await world.run(env, fetch)).map(({ code }) => code)).toEqual([0, 1])
})

test('drift at night: nothing, until somebody copies by hand or a package turns bad', async () => {
  const { add, run, cli, read, emulator } = await team('Detect drift every night')
  await add('development', [npm('web', '1.0.0')], { tags: ['candidate'] })
  await cli('promote', '--from', 'development', '--to', 'staging', '--tag', 'candidate')
  expect(await run()).toMatchObject([{ code: 0 }])
  expect(await read('drift.xml')).toContain('failures="0"')
  await add('production', [npm('hotfix', '1.0.1')])
  expect(await run()).toMatchObject([{ code: 8, stdout: expect.stringContaining('hotfix') }])
  expect(await read('drift.xml')).toMatch(/name="production: npm:hotfix@1\.0\.1">\s*<failure/)

  // What came the right way has turned bad since.
  const [web] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
  const address = `${emulator.origin}/packages/acme/staging/${web?.slugPerm}/quarantine/`
  await emulator.fetch(address, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{}' })
  expect(await run()).toMatchObject([{ code: 8, stdout: expect.stringContaining('web') }])
  expect(await read('drift.xml')).toContain('name="staging: npm:web@1.0.0"')
})
