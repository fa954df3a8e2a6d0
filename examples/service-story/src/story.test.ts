import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { executablePath } from './browser.ts'
import { claims } from './claims.ts'

const skipped = existsSync(executablePath) ? '' : ` (skipped: there is no ${executablePath})`

/** Starts the program as a user would. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      said.text += String(bytes)
    })
  }
  return { child, said, ended: once(child, 'close').then(([code]: unknown[]) => code) }
}

describe.skipIf(skipped !== '')(`the walk${skipped}`, () => {
  let walked: ReturnType<typeof start>
  beforeAll(async () => {
    walked = start(['--walk'])
    await walked.ended
  })
  afterAll(() => walked?.child.kill('SIGKILL'))

  test.each(Object.values(claims))('%s', (claim) => {
    expect(walked.said.text).toContain(`✓ ${claim}\n`)
  })

  test('it claims nothing else, and ends well', async () => {
    expect(walked.said.text).toMatch(new RegExp(`\n${Object.keys(claims).length} claims held, 0 did not`))
    expect(await walked.ended).toBe(0)
  })
})

test('without a browser the walk says so, and ends with a code of its own', async () => {
  const { said, ended } = start(['--walk'], { CHROMIUM: '/nowhere/chromium' })
  expect(await ended).toBe(3)
  expect(said.text).toContain('There is no /nowhere/chromium to walk with')
})

test('what cannot be made out is said, and nothing is begun', async () => {
  const { said, ended } = start(['--wlak'])
  expect(await ended).toBe(2)
  expect(said.text).toContain('Usage: demo:service [--walk]')
})

test('it stays until Ctrl-C, and leaves neither files nor a database behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'story-'))
  // PostgreSQL may run as somebody else.
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const { child, said, ended } = start([], { TMPDIR: folder })
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(() => said.text, { timeout: 120_000 }).toContain('Ctrl-C ends it')
  const [, url = ''] = /The promotion service is at (\S+)/.exec(said.text) ?? []
  expect(await (await fetch(url)).text()).toContain('You are signed out')
  const [file = ''] = globSync('**/postmaster.pid', { cwd: folder })
  const database = Number(readFileSync(join(folder, file), 'utf8').split('\n')[0])
  expect(process.kill(database, 0)).toBe(true)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(await readdir(folder)).toEqual([])
  expect(() => process.kill(database, 0)).toThrow('ESRCH')
})
