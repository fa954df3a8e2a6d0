import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder, StateFolderError } from './lock.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-lock-'))
  file = join(folder, 'emulator.lock')
})
afterEach(() => rm(folder, { recursive: true }))

/** The id of a process that has ended. */
async function ended(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('close', resolve))
  return child.pid ?? 0
}

const written = (pid: number, host = hostname()) => writeFile(file, JSON.stringify({ pid, host }))

test('a folder is one emulator’s until it is given back', async () => {
  const release = await lockFolder(folder)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ pid: process.pid, host: hostname() })
  await expect(lockFolder(folder)).rejects.toThrow(StateFolderError)
  await release()
  expect(await readdir(folder)).toEqual([])
  await (await lockFolder(folder))()
})

test('a folder that is not there is made', async () => {
  const release = await lockFolder(join(folder, 'a', 'b'))
  expect(await readdir(join(folder, 'a', 'b'))).toEqual(['emulator.lock'])
  await release()
})

test('another process that runs keeps it, and the refusal says which, and what to do', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  try {
    await written(other.pid ?? 0)
    await expect(lockFolder(folder)).rejects.toThrow(
      `${folder} is in use by the process ${other.pid}. Stop that emulator, or name another folder with --state. If that is no emulator, ` +
        `delete ${file}.`,
    )
  } finally {
    other.kill('SIGKILL')
  }
})

test.each<[string, () => Promise<void>]>([
  ['of a process that has ended', async () => written(await ended())],
  // In containers every emulator may have the same number.
  ['of an earlier process of the same number', () => written(process.pid)],
  ['that is half written', () => writeFile(file, '{"pi')],
  [
    'of another host that has not been renewed for a while',
    async () => {
      await written(1, 'elsewhere')
      await utimes(file, 0, 0)
    },
  ],
])('a lock %s is taken over', async (_which, leave) => {
  await leave()
  const release = await lockFolder(folder)
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid })
  await release()
})

test('a lock of another host that is renewed is kept', async () => {
  await written(1, 'elsewhere')
  await expect(lockFolder(folder)).rejects.toThrow('is in use by the process 1 on elsewhere')
})

test('of several that find a stale lock at once, one gets it', async () => {
  await written(await ended())
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder)))
  const got = all.filter((one) => one.status === 'fulfilled')
  expect(got).toHaveLength(1)
  await got[0]?.value()
})

test('what cannot be written is refused', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(lockFolder(join(folder, 'file'))).rejects.toThrow(/file cannot be written: E\w+.*Name another folder with --state/)
})
