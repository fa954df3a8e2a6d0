import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import { run } from '../src/run.ts'
import { story } from './story.ts'

const edge = ['--from', 'dev', '--to', 'staging', '--tag', 'candidate'] as const

test('a run that the rate limit cuts off ends as that, with its report', async () => {
  const { cli, emulator } = await story()
  emulator.faults.add({ operation: 'packages_tag', status: 429, headers: { 'Retry-After': '7200' }, times: 9 })
  const { code, stdout, stderr } = await cli('promote', ...edge, '--output', 'json')
  expect([code, JSON.parse(stdout)]).toMatchObject([
    9,
    { kind: 'cloudsmith-promotion/report', outcome: 'waiting', items: [{ outcome: 'waiting' }, { outcome: 'waiting' }] },
  ])
  expect(stderr).toContain('Apply the same plan again.')
})

test('of files of which one is refused, those before it are told', async () => {
  const { cli, emulator, folder } = await story()
  for (const name of ['one', 'two']) await writeFile(join(folder, `${name}.tgz`), npmPackage({ name, version: '1.0.0' }).bytes)
  emulator.faults.add({ operation: 'packages_upload_npm', skip: 1, status: 403, times: 9 })
  const { code, stdout } = await cli('push', 'one.tgz', 'two.tgz', '--format', 'npm', '--output', 'json')
  expect([code, JSON.parse(stdout)]).toMatchObject([
    1,
    { kind: 'cloudsmith-promotion/pushed', complete: false, items: [{ name: 'one' }] },
  ])
})

test('of files of which one is not there, none is sent', async () => {
  const { cli, emulator, folder } = await story()
  await writeFile(join(folder, 'one.tgz'), npmPackage({ name: 'one', version: '1.0.0' }).bytes)
  expect(await cli('push', 'one.tgz', 'two.tgz', '--format', 'npm')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('two.tgz cannot be read'),
  })
  expect(emulator.requests.writes).toEqual([])
})

test('what waits for standard input can be interrupted', async () => {
  const { folder } = await story()
  const interruption = new AbortController()
  const silent = new Readable({
    read() {
      interruption.abort(new Error('SIGINT was received.'))
    },
  })
  const sink = { write: () => undefined }
  const context = { stdin: silent, stdout: sink, stderr: sink, env: {}, cwd: folder, signal: interruption.signal }
  expect(await run(['show', '-'], context)).toBe(130)
})

test('a file that cannot be written is told before anything is done, and that is the one document', async () => {
  const { cli, read, folder } = await story()
  const away = { plan: join(folder, 'nowhere', 'plan.md') }
  expect(await cli('plan', ...edge, '--output', 'json', `markdown=${away.plan}`, 'junit=plan.xml')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('cloudsmith-promotion/error'),
    stderr: expect.stringContaining('plan.md cannot be written'),
  })
  await expect(read('plan.xml')).rejects.toThrow('ENOENT')
})
