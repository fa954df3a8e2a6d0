import { spawn } from 'node:child_process'
import { chmod, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { pipelineYaml } from './story.ts'

/** What is built starts in a third of the time: nothing has to lose its types first. */
const main = join(import.meta.dirname, '..', 'dist', 'main.js')

const inherited = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }

/** A workspace behind a real server, and the command line in processes of their own. */
async function world(packages = 3) {
  const folder = await mkdtemp(join(tmpdir(), 'cloudsmith-promote-'))
  const emulator = createEmulator({ clock: realClock({ speed: 60 }) })
  for (let index = 0; index < packages; index++)
    await emulator.add('acme/dev', npmPackage({ name: `package-${index}`, version: '1.0.0' }), { tags: ['candidate'] })
  const { url, close } = await serve(emulator)
  onTestFinished(async () => {
    await close()
    await chmod(folder, 0o700)
    await rm(folder, { recursive: true, force: true })
  })
  await writeFile(join(folder, 'cloudsmith.pipeline.yaml'), pipelineYaml)
  const env = { ...inherited, HOME: folder, CLOUDSMITH_API_HOST: url, CLOUDSMITH_API_KEY: 'emulator-admin-key' }
  const start = (argv: readonly string[], stdout: 'pipe' | number = 'pipe') =>
    spawn(process.execPath, [main, ...argv], { cwd: folder, env, stdio: ['ignore', stdout, 'pipe'] })
  /** In a shell, whose script gets the program and its arguments as its own. */
  const shell = (script: string, argv: readonly string[]) =>
    spawn('bash', ['-c', script, 'bash', process.execPath, main, ...argv], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  return { folder, emulator, start, shell }
}

const ended = (child: ReturnType<typeof spawn>) =>
  new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))

const promotion = ['promote', '--from', 'dev', '--to', 'staging', '--tag', 'candidate', '--report', 'report.json'] as const

test('a run that is interrupted ends with 130 and its report', async () => {
  const { start, folder } = await world()
  const child = start(promotion)
  let told = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    told += chunk
    // A second signal would end it at once.
    if (chunk.includes('Requested ')) child.kill('SIGINT')
  })
  expect([await ended(child), told]).toEqual([130, expect.stringContaining('Interrupted: finishing what has begun')])
  expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({ kind: 'cloudsmith-promotion/report' })
})

test('a reader that stops reading is no error', async () => {
  const { start } = await world(200)
  const child = start(['plan', '--from', 'dev', '--to', 'staging', '--tag', 'candidate', '--output', 'json'])
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await ended(child)).toBe(0)
})

test('where both readers have left, what was begun is done to its end, with its report', async () => {
  const { start, folder } = await world()
  const child = start(promotion)
  child.stdout?.destroy()
  child.stderr?.destroy()
  expect(await ended(child)).toBe(0)
  expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({ outcome: 'succeeded' })
})

describe.skipIf(process.platform !== 'linux')('a disk that is full', () => {
  const edge = ['--from', 'dev', '--to', 'staging', '--tag', 'candidate'] as const
  const told = async (child: ReturnType<typeof spawn>) => {
    const stderr = child.stderr && text(child.stderr)
    return { code: await ended(child), stderr: await stderr }
  }

  test('is told before anything is sent, where it can be known then', async () => {
    const { start, folder, emulator } = await world()
    await writeFile(join(folder, 'plan.json'), 'what was there')
    expect(await told(start(['plan', ...edge, '--out', '/dev/full/plan.json']))).toEqual({
      code: 2,
      stderr: expect.stringContaining('/dev/full/plan.json cannot be written'),
    })
    expect(emulator.requests.all).toEqual([])
    expect(await readFile(join(folder, 'plan.json'), 'utf8')).toBe('what was there')
  })

  test('loses nothing of what was done: the report is on standard output', async () => {
    const { start } = await world()
    const child = start(['promote', ...edge, '--report', '/dev/full', '--output', 'json'])
    const stdout = child.stdout && text(child.stdout)
    expect(await told(child)).toEqual({ code: 1, stderr: expect.stringContaining('/dev/full cannot be written: ENOSPC') })
    expect(JSON.parse((await stdout) ?? '')).toMatchObject({ kind: 'cloudsmith-promotion/report', outcome: 'succeeded' })
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true)
  })

  test('under standard output is told on the other, and files are written all the same', async () => {
    const { start, folder } = await world()
    const full = await open('/dev/full', 'w')
    onTestFinished(() => full.close())
    expect(await told(start(['plan', ...edge, '--output', 'json', 'junit=plan.xml'], full.fd))).toEqual({
      code: 1,
      stderr: expect.stringContaining('Standard output cannot be written: ENOSPC'),
    })
    expect(await readFile(join(folder, 'plan.xml'), 'utf8')).toContain('<testsuites')
  })

  test('in the middle of a file leaves what was there', async () => {
    const { folder, shell } = await world(400)
    await writeFile(join(folder, 'plan.json'), 'what was there')
    const child = shell(`ulimit -f 8; trap '' XFSZ; exec "$@" --out plan.json`, ['plan', ...edge])
    expect(await told(child)).toEqual({ code: 1, stderr: expect.stringContaining('plan.json cannot be written: EFBIG') })
    expect([await readFile(join(folder, 'plan.json'), 'utf8'), (await readdir(folder)).sort()]).toEqual([
      'what was there',
      ['cloudsmith.pipeline.yaml', 'plan.json'],
    ])
  })
})

// For root every folder can be written to.
test.skipIf(process.platform !== 'linux')('a folder that is read-only is told before anything is sent', async () => {
  const { folder, shell, emulator } = await world()
  await chmod(folder, 0o555)
  const nobody = process.getuid?.() === 0 ? 'exec setpriv --reuid=65534 --clear-groups --inh-caps=-all "$@"' : 'exec "$@"'
  const child = shell(nobody, promotion)
  const stderr = child.stderr && text(child.stderr)
  expect([await ended(child), await stderr]).toEqual([2, expect.stringContaining('report.json cannot be written: EACCES')])
  expect(emulator.requests.all).toEqual([])
})

describe('a pipeline that is a program', () => {
  const told = async (program: string) => {
    const { start, folder } = await world(0)
    await writeFile(join(folder, 'pipeline.mjs'), program)
    const child = start(['validate', '--pipeline', 'pipeline.mjs', '--output', 'json'])
    const [stdout, stderr] = [child.stdout && text(child.stdout), child.stderr && text(child.stderr)]
    return { code: await ended(child), stdout: await stdout, stderr: await stderr }
  }

  test.each([
    ['throws', 'throw new Error("boom\\n::error::x")', /pipeline\.mjs:1 cannot be loaded: Error: boom/],
    ['throws nothing', 'throw null', /cannot be loaded: it throws null/],
    ['waits for what never comes', 'export default await new Promise(() => {})', /cannot be loaded: .*never happens/],
    [
      'throws where it is looked at',
      'export default { get owner() { throw new Error("boom") }, has: 1, get edges() { throw new Error("boom") } }',
      /cannot be loaded: Error: boom/,
    ],
  ])('%s: it is told, and that is the one document', async (_, program, says) => {
    const { code, stdout, stderr } = await told(program)
    expect([code, JSON.parse(stdout ?? '')]).toMatchObject([2, { error: 'UsageError', message: expect.stringMatching(says) }])
    expect(stderr).toMatch(says)
    expect(stderr).not.toMatch(/^::/m)
  })

  test('ends the process: the command is not taken for done', async () => {
    expect(await told('process.exit(0)')).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('before the command had finished'),
    })
  })

  test('throws when nobody is there to catch it: the command ends with a document, and as failed', async () => {
    const program =
      'setTimeout(() => { throw new Error("late") }, 10); export default await new Promise((done) => setTimeout(done, 200))'
    const { code, stdout, stderr } = await told(program)
    expect([code, JSON.parse(stdout ?? '')]).toMatchObject([1, { kind: 'cloudsmith-promotion/error' }])
    expect(stderr).toContain('Error: late')
  })
})
