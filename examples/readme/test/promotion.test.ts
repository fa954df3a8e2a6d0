import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dockerIndex, npmPackage, pythonSdist, pythonWheel } from '@cloudsmith-sdk/emulator/testing'
import { cloudsmith, contents, emulator, lines, ms, push, server, there, useWorld } from '@cloudsmith-sdk/example-world'
import { HttpResponse, http, passthrough } from 'msw'
import { afterEach, expect, test, vi } from 'vitest'

useWorld()

const argv = process.argv
afterEach(() => {
  process.argv = argv
})

/** Runs a program with what stands behind its name on the command line, and gives what it printed. */
async function run(program: string, ...args: string[]) {
  process.argv = ['node', program, ...args]
  const module: Record<string, unknown> = await import(`../src/promotion/${program}.ts`)
  return { module, said: lines().join('\n') }
}

/** A folder for what a program writes, and its path for a file there. */
async function holdsFile() {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-readme-'))
  vi.stubEnv('HOLDS_FILE', join(folder, 'holds.json'))
  return { remove: () => rm(folder, { recursive: true }) }
}

test('one-package promotes the package that it is told', async () => {
  const { slug_perm, checksum_sha256 } = await there('staging')
  const { said } = await run('one-package', slug_perm)
  expect(said).toContain(checksum_sha256)
  expect(await contents('acme/production')).toEqual(['ms 2.1.3 #released'])
})

test('plan-and-apply says what it would do, does it, and says what it did', async () => {
  await there('development', ms, 'candidate')
  await there('development', npmPackage({ name: 'clsx', version: '2.1.1' }))
  const { said } = await run('plan-and-apply')
  expect(said).toContain('development → staging (copy): 1 promote')
  expect(said).toContain('development → staging: succeeded, 1 of 1 package in place')
  expect(await contents('acme/staging')).toEqual(['ms 2.1.3 #candidate #staged'])
})

test('closure takes along what the candidate needs', async () => {
  await there(
    'development',
    npmPackage({ name: 'app', version: '1.0.0', license: 'MIT', dependencies: { ms: '^2.1.0' } }),
    'candidate',
  )
  await there('development', ms)
  const { said } = await run('closure')
  expect(said).toContain('needed by npm app 1.0.0 (^2.1.0)')
  expect(said).toContain('development → staging: succeeded, 2 of 2 packages in place')
})

test('release-set takes all wheels along, or nothing', async () => {
  await there('development', npmPackage({ name: '@acme/web', version: '7.0.0', license: 'MIT' }))
  await there('development', pythonWheel({ name: 'acme-jobs', version: '7.0.0' }))
  await there('development', pythonSdist({ name: 'acme-jobs', version: '7.0.0' }))
  const { said } = await run('release-set')
  expect(said).toContain('succeeded, 3 of 3 packages in place')
})

test('beside-others says what it costs, and leaves others their share', async () => {
  await there('development', ms, 'candidate')
  const { said } = await run('beside-others')
  expect(said).toMatch(/^1 packages, about \d+ requests\nsucceeded$/)
})

test('follow tells of every step', async () => {
  await there('development', ms, 'candidate')
  const { said } = await run('follow')
  expect(said.split('\n').at(-1)).toMatch(/1 of 1$/)
})

test('images takes the platforms of an image along', async () => {
  const { index, images } = dockerIndex({ name: 'team/api', tag: '1.2' })
  for (const part of [index, ...images]) await there('development', part)
  const { said } = await run('images')
  expect(said).toContain(`succeeded, ${images.length + 1} of ${images.length + 1} packages in place`)
})

test('approve goes once the plan is agreed to', async () => {
  await there('staging', ms, 'staged')
  const { said } = await run('approve')
  expect(said).toContain('staging → production (copy): 1 needs approval')
  expect(said).toContain('staging → production: succeeded')
})

test('shapes lets a hotfix go that is too young otherwise', async () => {
  await there('releases', npmPackage({ name: '@acme/web', version: '7.0.1', license: 'MIT' }), 'candidate')
  const { said } = await run('shapes')
  expect(said).toContain('candidates → live (hotfix, tag): 1 promote')
})

test('own-gate stops what is too large', async () => {
  await there('development', ms)
  await there('development', npmPackage({ name: 'large', version: '1.0.0', files: { 'noise.bin': noise(5_000) } }))
  const { said } = await run('own-gate')
  expect(said).toContain('1 promote, 1 blocked')
  expect(said).toContain('it is too large')
})

test('from-file reads the pipeline of the README, and its waivers', async () => {
  const { said } = await run('from-file')
  expect(said.split('\n').map((line) => JSON.parse(line))).toEqual([
    ['development: no gates', 'staging: scanned, max-severity', 'production: soak, freeze'],
    ['CVE-2021-23337: ada'],
  ])
})

test('rego-gate asks the server', async () => {
  await there('development', ms)
  const address = 'http://127.0.0.1:8181/v1/data/cloudsmith/promotion'
  server.use(http.post(address, () => HttpResponse.json({ result: { deny: ['no such licence'], wait: [] } })))
  const { said } = await run('rego-gate')
  expect(said).toContain('no such licence')
})

test('undo takes away what came, holds it where it came from, and has nothing left to restore', async () => {
  await there('development', ms, 'candidate')
  const { said } = await run('undo')
  expect(said).toMatch(/^undone .*"deleted"/)
  expect(said).toContain('restored []')
  expect(await contents('acme/development')).toEqual(['ms 2.1.3 #candidate #held-from-staging'])
})

test('hold keeps a package and an edge back until both are resumed', async () => {
  const { remove } = await holdsFile()
  await there('development', ms, 'candidate')
  const { said } = await run('hold')
  expect(said).toContain('it breaks the login')
  expect(said).toContain('the release is being prepared')
  expect(await contents('acme/development')).toEqual(['ms 2.1.3 #candidate'])
  await remove()
})

test('automation takes what is scanned from stage to stage', async () => {
  const { remove } = await holdsFile()
  vi.stubEnv('CLOUDSMITH_SIGNATURE_KEY', 'signature-key')
  vi.stubEnv('PORT', '0')
  server.use(http.all(/^http:\/\/127\.0\.0\.1:/, () => passthrough()))
  const { module } = await run('automation')
  const { server: endpoint, idle } = module as typeof import('../src/promotion/automation.ts')
  const { port } = endpoint.address() as AddressInfo
  for (const repo of ['development', 'staging']) {
    const hook = { target_url: `http://127.0.0.1:${port}/`, events: ['package.security_scanned' as const], templates: [] }
    await cloudsmith.webhooks.create({ owner: 'acme', repo, ...hook, signature_key: 'signature-key' })
  }
  await push('development')
  for (let round = 0; round < 3; round++) {
    await emulator.settle()
    await idle()
  }
  expect(await contents('acme/production')).toEqual([expect.stringMatching(/^ms 2\.1\.3 .*#released$/)])
  await new Promise((resolve) => endpoint.close(resolve))
  await remove()
})

test('evidence proves how a package came to its stage', async () => {
  await there('development', ms, 'candidate')
  const { said } = await run('evidence')
  expect(said).toMatch(/"verified":true.*"by":"https:\/\/ci\.acme\.example\/promoter"/)
})

test('compare finds what came past the pipeline', async () => {
  await there('staging')
  const { said } = await run('compare')
  expect(said).toContain('not in the stage before')
})

test('carry takes what is released to a partner', async () => {
  vi.stubEnv('GLOBEX_API_KEY', 'partner-key')
  await there('production', ms, 'released')
  const { said } = await run('carry')
  expect(said).toMatch(/^true .*"outcome":"carried"/)
  expect(await contents('globex/from-acme')).toEqual(['ms 2.1.3 #from-acme'])
})

test('set-up says that nothing is missing', async () => {
  const { said } = await run('set-up')
  expect(said).not.toContain('would be created')
})

test('parts does by hand what promote does', async () => {
  const { slug_perm } = await there('development')
  const { said } = await run('parts', slug_perm)
  expect(said).toBe('false clean')
  expect(await contents('acme/staging')).toEqual(['ms 2.1.3 #looked-at'])
})

/** Bytes that no compression makes smaller. */
const noise = (length: number) => Uint8Array.from({ length }, (_, index) => (Math.imul(index + 1, 2654435761) >>> 13) & 255)
