import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishedPackages } from '../../../scripts/release/packages.ts'
import { readTarball } from '../../../scripts/release/tarball.ts'
import { type Identities, startIdentities } from '../src/identities.ts'
import { madeUp, root } from '../src/places.ts'
import { type Registry, startRegistry } from '../src/registry.ts'
import { pnpm, run } from '../src/run.ts'
import { type Scratch, scratch } from '../src/scratch.ts'

/** What GitHub says of the job that publishes. */
const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://git.example.com',
  GITHUB_REPOSITORY: 'example/sdk',
  GITHUB_WORKFLOW_REF: 'example/sdk/.github/workflows/release.yml@refs/heads/main',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  RUNNER_ENVIRONMENT: 'github-hosted',
}
const names = ['client', 'emulator', 'webhooks', 'promotion', 'cli', 'service'].map((name) => `@cloudsmith-sdk/${name}`)
/** What tells of a package's dependencies. */
const inventory = ['cdx.json', 'licences.json']
const provenance = fileURLToPath(new URL('../src/provenance.cjs', import.meta.url))

let registry: Registry
let identities: Identities
let work: Scratch
/** Where the release is packed. */
let packed: string
let inClone: { folder: string; env: Record<string, string> }

beforeAll(async () => {
  registry = await startRegistry()
  identities = await startIdentities()
  work = await scratch()
  packed = join(work.folder, 'release')
  inClone = { folder: work.clone, env: github }
  await writeFile(join(work.clone, '.npmrc'), registry.npmrc)
})
afterAll(async () => {
  await registry.close()
  await identities.close()
  await work.remove()
})

const manifests = () => new Map(publishedPackages(work.clone).map(({ manifest }) => [manifest.name, manifest]))
const released = async () =>
  (await readFile(join(packed, 'releases'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(' '))

/** A new folder beside the clone, in which our packages are found at the registry of the test. */
async function emptyFolder(name: string): Promise<string> {
  const folder = join(work.folder, name)
  await mkdir(folder)
  await writeFile(join(folder, '.npmrc'), registry.npmrc)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }))
  return folder
}

test('what a pull request would change gets a version that nobody mistakes for a release', async () => {
  await run(pnpm('changeset', 'version', '--snapshot', 'pr-7'), inClone)
  for (const { version } of manifests().values()) expect(version).toMatch(/^0\.0\.0-pr-7-\d+$/)
  await run(['git', 'checkout', '--quiet', '.'], inClone)
  await run(['git', 'clean', '--quiet', '--force', 'packages'], inClone)
})

test('every package gets a version and a changelog that a person can read, and the changes are used up', async () => {
  await run(pnpm('release:version'), inClone)
  for (const { manifest, directory } of publishedPackages(work.clone)) {
    expect(manifest.version, manifest.name).not.toBe('0.0.0')
    const changelog = await readFile(join(work.clone, directory, 'CHANGELOG.md'), 'utf8')
    expect(changelog).toContain(`\n## ${manifest.version}\n`)
    // Whoever looks for what is new reads a page or two.
    expect(changelog.split('\n').length, manifest.name).toBeLessThan(80)
  }
  expect(await readdir(join(work.clone, '.changeset'))).toEqual(['config.json'])
})

test('what is not published keeps its version, and the lock file holds', async () => {
  const changed = (await run(['git', 'diff', '--name-only', '--', '*package.json'], inClone)).trim().split('\n')
  expect(changed.sort()).toEqual(publishedPackages(work.clone).map(({ directory }) => `${directory}/package.json`))
  await run(pnpm('install', '--frozen-lockfile', '--offline'), inClone)
})

test('everything is built and packed with the address that the environment tells, in the order in which it can be installed', async () => {
  await run(pnpm('exec', 'turbo', 'run', 'build', '--filter=./packages/*', '--output-logs=errors-only'), {
    ...inClone,
    // Built once for each state of the sources: in continuous integration nothing is there.
    env: { TURBO_CACHE_DIR: join(root, '.turbo/cache') },
  })
  await run(pnpm('release:pack', packed), inClone)

  expect((await released()).map(([name]) => name)).toEqual(names)
  for (const [name = '', , tag, path = ''] of await released()) {
    const { manifest } = readTarball(join(packed, path))
    expect([manifest.version, tag]).toEqual([manifests().get(name)?.version, 'latest'])
    expect(manifest.repository?.url).toBe(`git+${madeUp.repository}.git`)
    const ours = Object.entries({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter(([each]) =>
      names.includes(each),
    )
    for (const [dependency, range] of ours) expect(range).toBe(`^${manifests().get(dependency)?.version}`)
  }
})

test('packing leaves no address in the sources', async () => {
  expect(await run(['git', 'grep', '-l', 'git.example.com', '--', 'packages'], inClone).catch(() => '')).toBe('')
  expect(await run(['git', 'diff', '--name-only', '--', '*README.md'], inClone)).toBe('')
})

test('without an address nothing is packed', async () => {
  const env = { ...github, GITHUB_REPOSITORY: '' }
  await expect(run(pnpm('release:pack', join(work.folder, 'nowhere')), { ...inClone, env })).rejects.toThrow(
    /Set GITHUB_REPOSITORY/,
  )
})

test('a tarball that was changed after it was packed is not published', async () => {
  const [[, , , path = ''] = []] = await released()
  const bytes = await readFile(join(packed, path))
  await writeFile(join(packed, path), Buffer.concat([bytes, Buffer.from('!')]))
  await expect(publish()).rejects.toThrow(/FAILED/)
  await writeFile(join(packed, path), bytes)
})

/** Publishes as the job does that has the identity and nothing else. */
async function publish(): Promise<string> {
  await writeFile(join(packed, '.npmrc'), registry.npmrc)
  const env = {
    ...github,
    ...identities.environment,
    GITHUB_SHA: work.commit,
    NPM_CONFIG_PROVENANCE: 'true',
    NODE_OPTIONS: `--require ${provenance}`,
    STATEMENTS: join(work.folder, 'statements'),
  }
  return run(['bash', join(work.clone, 'scripts/release/publish.sh'), packed], { folder: work.folder, env })
}

test('all of it is published, each with a statement of where it comes from', async () => {
  await publish()
  await registry.emulator.settle()

  const statements = (await readFile(join(work.folder, 'statements'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(statements).toHaveLength(names.length)
  for (const [index, [name = '', version, , path = '']] of (await released()).entries()) {
    const bytes = await readFile(join(packed, path))
    const { subject, predicateType, predicate } = statements[index]
    expect(predicateType).toBe('https://slsa.dev/provenance/v1')
    const digest = { sha512: createHash('sha512').update(bytes).digest('hex') }
    expect(subject).toEqual([{ name: `pkg:npm/${name.replace('@', '%40')}@${version}`, digest }])

    const { workflow } = predicate.buildDefinition.externalParameters
    expect(workflow).toEqual({ repository: madeUp.repository, ref: 'refs/heads/main', path: '.github/workflows/release.yml' })
    expect(predicate.buildDefinition.resolvedDependencies[0].digest).toEqual({ gitCommit: work.commit })
    // A registry refuses the statement where these differ.
    expect(readTarball(join(packed, path)).manifest.repository?.url).toBe(`git+${workflow.repository}.git`)
  }
})

test('npm asks for the identity of the job, for each package and for the registry alone', () => {
  expect(identities.audiences).toEqual(names.map(() => 'npm:127.0.0.1'))
})

test('publishing again, as after a run that broke off, sends nothing twice', async () => {
  const said = await publish()
  for (const [name, version] of await released()) expect(said).toContain(`${name}@${version} is published already.`)
})

test('every package gets a tag and a release with its part of the changelog, once', async () => {
  const programs = join(work.folder, 'programs')
  const log = join(work.folder, 'tags')
  await mkdir(programs)
  await writeFile(join(programs, 'gh'), standInForGitHub, { mode: 0o755 })
  const env = { ...github, GITHUB_SHA: work.commit, LOG: log, PATH: `${programs}:${process.env.PATH}` }
  for (const _ of ['first', 'again'])
    await run(['bash', join(work.clone, 'scripts/release/tag.sh'), packed], { folder: work.folder, env })

  const tags = (await readFile(log, 'utf8')).trim().split('\n')
  expect(tags).toEqual(
    (await released()).map(
      ([name, version, , path = '']) =>
        `${name}@${version} --repo example/sdk --target ${work.commit} --title ${name}@${version} ` +
        `--notes-file ${path.replace('packages/', 'notes/').replace('.tgz', '.md')} --latest=${name === '@cloudsmith-sdk/client'} ` +
        inventory.map((file) => `inventory/${name?.split('/')[1]}.${file}`).join(' '),
    ),
  )
  for (const line of tags) {
    const [, notes = ''] = /--notes-file (\S+)/.exec(line) ?? []
    expect(await readFile(join(packed, notes), 'utf8')).toMatch(/^### (?:Major|Minor|Patch) Changes\n\n- /)
    for (const file of line.split(' ').filter((word) => word.startsWith('inventory/')))
      expect(JSON.parse(await readFile(join(packed, file), 'utf8'))).not.toEqual({})
  }
})

/** Knows the releases that it was asked to make, and nothing else. */
const standInForGitHub = `#!/usr/bin/env bash
if [ "$2" = view ]; then grep --quiet --fixed-strings "$3 --repo" "$LOG" 2>/dev/null; exit; fi
echo "\${*:3}" >> "$LOG"
`

test('nothing is left to publish', async () => {
  const again = join(work.folder, 'again')
  await run(pnpm('release:pack', again), inClone)
  expect(await readFile(join(again, 'releases'), 'utf8')).toBe('')
})

test('an empty folder installs it from the registry and runs it', async () => {
  const folder = await emptyFolder('app')
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier']
  await run(['npm', 'install', ...quiet, '@cloudsmith-sdk/cli', '@cloudsmith-sdk/webhooks'], { folder })
  await writeFile(join(folder, 'app.mjs'), program)
  const said = await run(['node', 'app.mjs'], { folder })
  const version = manifests().get('@cloudsmith-sdk/client')?.version
  expect(JSON.parse(said)).toEqual({
    found: ['lodash 4.17.21'],
    agent: expect.stringContaining(`/${version}`),
    receiver: 'function',
  })
  expect(await run(['npx', 'cloudsmith-promote', '--version'], { folder })).toContain(
    manifests().get('@cloudsmith-sdk/cli')?.version,
  )
})

/** What a user would write first, with the three packages that they would write it with. */
const program = `
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { createReceiver } from '@cloudsmith-sdk/webhooks'

const emulator = createEmulator()
await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
let agent
const fetch = (request) => {
  agent = request.headers.get('user-agent')
  return emulator.fetch(request)
}
const cloudsmith = new Cloudsmith({ apiKey: 'emulator-read-key', baseUrl: emulator.origin, fetch })
const found = await cloudsmith.packages.list({ owner: 'acme', repo: 'dev' }).toArray()
const receiver = typeof createReceiver({ signatureKey: 'key' }).fetch
console.log(JSON.stringify({ found: found.map(({ name, version }) => name + ' ' + version), agent, receiver }))
`
