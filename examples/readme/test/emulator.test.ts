import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { guard } from '../src/tasks/policy.ts'

const printed = vi.spyOn(console, 'log')
const here = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'cloudsmith-readme-'))

// Programs read and write files where they are started.
beforeAll(() => process.chdir(folder))
afterAll(() => {
  process.chdir(here)
  rmSync(folder, { recursive: true })
})
beforeEach(() => printed.mockReset())

test('in-a-test copies a package', async () => {
  await import('../src/emulator/in-a-test.ts')
  expect(printed.mock.calls).toEqual([[200]])
})

test('copy.node-test passes with node:test', () => {
  const program = join(here, 'src/emulator/copy.node-test.ts')
  // What vitest tells its own processes would have this one report to it.
  const { status, stdout } = spawnSync(process.execPath, ['--test', program], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })
  expect(stdout).toContain('pass 1')
  expect(status).toBe(0)
})

test('server answers where it says', async () => {
  vi.stubEnv('PORT', '0')
  const { server } = await import('../src/emulator/server.ts')
  expect(printed).toHaveBeenCalledWith(server.url)
  const headers = { 'X-Api-Key': 'emulator-admin-key' }
  expect((await fetch(`${server.url}/user/self/`, { headers })).status).toBe(200)
  await server.close()
})

test('faults fail a request of those that are meant, and advise of what is affected', async () => {
  const affected = [{ package: { ecosystem: 'npm', name: 'ms' }, versions: ['2.1.3'] }]
  writeFileSync('advisory.json', JSON.stringify({ id: 'TEST-1', modified: '2026-01-01T00:00:00Z', affected }))
  const { emulator } = await import('../src/emulator/faults.ts')
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }))
  const headers = { 'X-Api-Key': 'emulator-admin-key' }
  const ask = () => emulator.fetch(`${emulator.origin}/packages/acme/dev/${slug_perm}/`, { headers })
  const answers = []
  while (answers.length < 4) answers.push(await ask())
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 200])
  expect(await answers[3]?.json()).toMatchObject({ security_scan_status: 'Scan Detected Vulnerabilities' })
})

test('registry writes what npm has to know', async () => {
  await import('../src/emulator/registry.ts')
  const [[url, credentials]] = printed.mock.calls as [[string, { token: string }]]
  expect(readFileSync('.npmrc', 'utf8')).toContain(url.replace('https:', ''))
  expect(JSON.stringify(credentials)).toContain('emulator-read-key')
})

test('played-policy keeps back what has no licence, and nothing else', async () => {
  const { emulator } = await import('../src/emulator/played-policy.ts')
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
  await guard(cloudsmith, 'package cloudsmith')
  const push = async (repo: string, license?: string) => {
    const { filename, bytes } = npmPackage({ name: 'ms', version: '2.1.3', ...(license && { license }) })
    const { slug_perm } = await cloudsmith.push({ owner: 'acme', repo, format: 'npm', file: new File([bytes], filename) })
    await emulator.settle()
    return cloudsmith.packages.read({ owner: 'acme', repo, identifier: slug_perm })
  }
  expect(await push('dev', 'MIT')).toMatchObject({ is_quarantined: false })
  expect(await push('staging')).toMatchObject({ is_quarantined: true })
})
