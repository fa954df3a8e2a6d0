import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, onTestFinished, test } from 'vitest'
import { pipelineYaml } from './story.ts'

const main = join(import.meta.dirname, '..', 'src', 'main.ts')

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
  const start = (argv: readonly string[], stdout: 'pipe' | number = 'pipe') =>
    spawn(process.execPath, [main, ...argv], {
      cwd: folder,
      stdio: ['ignore', stdout, 'pipe'],
      env: { PATH: process.env.PATH, HOME: folder, CLOUDSMITH_API_HOST: url, CLOUDSMITH_API_KEY: 'emulator-admin-key' },
    })
  return { folder, start }
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
    if (chunk.includes('Sent ')) child.kill('SIGINT')
  })
  expect([await ended(child), told]).toEqual([130, expect.stringContaining('Interrupted: finishing what was begun')])
  expect(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))).toMatchObject({ kind: 'cloudsmith-promotion/report' })
})

test('a reader that stops reading is no error', async () => {
  const { start } = await world(200)
  const child = start(['plan', '--from', 'dev', '--to', 'staging', '--tag', 'candidate', '--output', 'json'])
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await ended(child)).toBe(0)
})

test.skipIf(process.platform !== 'linux')('a disk that is full is told, and nothing of the file is lost', async () => {
  const { start, folder } = await world()
  await writeFile(join(folder, 'plan.json'), 'what was there')
  const child = start(['plan', '--from', 'dev', '--to', 'staging', '--tag', 'candidate', '--out', '/dev/full/plan.json'])
  const told = child.stderr && text(child.stderr)
  expect([await ended(child), await told]).toEqual([1, expect.stringContaining('/dev/full/plan.json')])
  expect(await readFile(join(folder, 'plan.json'), 'utf8')).toBe('what was there')
})
