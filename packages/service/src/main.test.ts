import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emptyDatabase } from '../test/database.ts'

let cwd: string
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'promotion-main-'))
})
afterEach(() => rm(cwd, { recursive: true, force: true }))

/** The program in a process of its own. */
function program(argv: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...argv], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  let [stdout, stderr] = ['', '']
  let told = (_: string) => {}
  const firstLine = new Promise<string>((resolve) => {
    told = resolve
  })
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (stdout.includes('\n')) told(stdout.split('\n')[0] ?? '')
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, firstLine, ended }
}

const pipeline = 'owner: acme\nstages: [{ repository: dev }, { repository: staging }]\n'

test('it tells where it answers, and ends in good order when it is asked to', async () => {
  await writeFile(join(cwd, 'p.yaml'), pipeline)
  const env = {
    DATABASE_URL: await emptyDatabase(),
    CLOUDSMITH_API_KEY: 'a-key-of-nobody',
    CLOUDSMITH_API_HOST: 'http://127.0.0.1:9',
  }
  const { child, firstLine, ended } = program(['--port', '0', '--pipeline', 'p.yaml'], env)
  const url = await firstLine
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  const { code, stderr } = await ended
  expect(code).toBe(0)
  expect(stderr).not.toContain('a-key-of-nobody')
})

test('settings are checked without starting anything, and what is wrong with them is told', async () => {
  await writeFile(join(cwd, 'p.yaml'), pipeline)
  const env = { CLOUDSMITH_API_KEY: 'a-key-of-nobody' }
  expect(await program(['--check', '--pipeline', 'p.yaml'], env).ended).toEqual({
    code: 0,
    stdout: 'The settings can be: acme.\n',
    stderr: '',
  })
  const missing = await program(['--check', '--pipeline', 'none.yaml']).ended
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no file') })
  expect(await program(['--check', '--pipeline', 'p.yaml']).ended).toMatchObject({
    code: 2,
    stderr: 'env:CLOUDSMITH_API_KEY: there is nothing in it.\n',
  })
  expect(await program(['--help']).ended).toMatchObject({ code: 0, stdout: expect.stringContaining('--pipeline FILE') })
})
