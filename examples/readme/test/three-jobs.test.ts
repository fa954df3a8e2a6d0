import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { startCi } from '@cloudsmith-sdk/example-world/ci'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../src/three-jobs.ts', import.meta.url))
const repositories = ['staging', 'production']
const accounts = [{ slug: 'releases', key: 'readme-key', role: 'Owner' as const }]
const emulator = createEmulator({ clock: realClock({ speed: 120 }), workspaces: [{ slug: 'acme', accounts, repositories }] })

let folder: string
let service: Awaited<ReturnType<typeof serve>>
let ci: Awaited<ReturnType<typeof startCi>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'three-jobs-'))
  service = await serve(emulator, { port: 0 })
  ci = await startCi({ sub: 'repo:acme/releases', actor: 'bob-acme', repository: 'acme/releases', environment: 'approvals' })
  await emulator.add('acme/staging', npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' }), { tags: ['tested'] })
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('no pair of keys')
  await write('ada.private.json', await crypto.subtle.exportKey('jwk', pair.privateKey))
  await write('ada.public.json', await crypto.subtle.exportKey('jwk', pair.publicKey))
})
afterAll(async () => {
  await Promise.all([service.close(), ci.close(), rm(folder, { recursive: true })])
})

const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8'))
const write = (file: string, content: object) => writeFile(join(folder, file), JSON.stringify(content))

/** Runs a job in a process of its own, with what its CI system gives it. */
async function job(name: string, environment: Record<string, string> = {}): Promise<string> {
  const env = {
    ...{ PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    ...{ CLOUDSMITH_API_KEY: 'readme-key', CLOUDSMITH_BASE_URL: service.url, ISSUER: ci.issuer },
    ...environment,
  }
  // What ends with an error still tells what it did.
  const { stdout, code = 0 } = (await promisify(execFile)(process.execPath, [program, name], { cwd: folder, env }).catch(
    (error: { stdout: string; code: number }) => error,
  )) as { stdout: string; code?: number }
  return `${stdout}exit ${code}`
}

test('one job plans, two people approve by a key and by a token, and another job applies', async () => {
  expect(await job('plan', { GITHUB_ACTOR: 'release-bot' })).toContain('1 needs approval')
  expect(await job('approveByKey')).toBe('exit 0')
  await job('approveByToken', {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${ci.issuer}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-this-job',
  })
  const identified = await read('bob.json')

  await write('bob.json', { ...identified, document: { ...identified.document, subjects: [] } })
  const refused = await job('apply')
  expect(refused).toMatch(/exit 1$/)
  expect(refused).toContain('1 of 2 approvals; not counted: bob (comes with a token')
  expect(refused).not.toContain(identified.token)
  expect([...emulator.world.repository({ owner: 'acme', repo: 'production' }).packages.all()]).toEqual([])

  await write('bob.json', identified)
  expect(await job('apply')).toContain('succeeded, 1 of 1 package in place')
  expect([...emulator.world.repository({ owner: 'acme', repo: 'production' }).packages.all()]).toHaveLength(1)
})
