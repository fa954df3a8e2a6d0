import { spawn } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { timely } from './folder-files.ts'
import { type Holder, pidSpace } from './holder.ts'
import { lockFolder } from './lock.ts'
import { StateFolderError } from './state-folder-error.ts'

let folder: string
let file: string
let told: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-lock-'))
  file = join(folder, 'emulator.lock')
  told = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const tell = (line: string) => void told.push(line)
/** Locks the folder as another emulator, with something happening between its checks of an existing lock. */
const lock = (between: () => Promise<unknown> = async () => {}) => lockFolder(folder, { tell }, between)
const holderNow = async () => JSON.parse(await readFile(file, 'utf8')) as Holder

/** A lock that another emulator has written. */
const left = (by: Partial<Holder>) =>
  writeFile(file, JSON.stringify({ pid: 1, host: hostname(), nonce: 'another', renewals: 7, ...by }))

/** The id of a process that has ended. */
async function ended(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await new Promise((resolve) => child.once('close', resolve))
  return child.pid ?? 0
}

test('a folder is one emulator’s until it is given back, whoever asks', async () => {
  const first = await lock()
  await expect(lock(first.mustBeHeld)).rejects.toThrow(StateFolderError)
  expect(await holderNow()).toMatchObject({ pid: process.pid, host: hostname() })
  await first.release()
  expect(await readdir(folder)).toEqual([])
  await (await lock()).release()
})

test('two containers of one host name and process number do not share a folder', async () => {
  const { mustBeHeld, release } = await lock()
  // The other container writes the same as this process, except for its own identity.
  await expect(lock(mustBeHeld)).rejects.toThrow(
    `${folder} is in use by the process ${process.pid} on ${hostname()}, which renews its lock. Stop that emulator, or name another ` +
      'folder with --state.',
  )
  expect(told).toEqual([
    `${folder} is locked by the process ${process.pid} on ${hostname()}. Checking for up to 4 seconds whether it is still running.`,
  ])
  await release()
})

test('a folder that is not there is made', async () => {
  const { release } = await lockFolder(join(folder, 'a', 'b'), { tell })
  expect(await readdir(join(folder, 'a', 'b'))).toEqual(['emulator.lock'])
  await release()
})

test.each<[string, () => Promise<void>]>([
  // The process may be a zombie, or another program that has got the same id since.
  ['of a process that seems to run', async () => left({ pid: process.pid, space: await pidSpace() })],
  ['of another host', () => left({ host: 'elsewhere' })],
  ['that is half written', () => writeFile(file, '{"pi')],
])('a lock %s and that is not renewed is taken over, which is told', async (_which, leave) => {
  await leave()
  const { release } = await lock()
  expect(await holderNow()).toMatchObject({ pid: process.pid, renewals: expect.any(Number) })
  expect(told).toEqual([expect.stringContaining('whether it is still running'), expect.stringContaining('Taking over')])
  await release()
})

test.skipIf((await pidSpace()) === undefined)(
  'what a process of this system left that was killed is taken over at once',
  async () => {
    const pid = await ended()
    await left({ pid, space: await pidSpace() })
    const { release } = await lock(() => expect.unreachable('nobody has to wait'))
    expect(told).toEqual([`Taking over ${folder} from the process ${pid} on ${hostname()}, which ended without releasing it.`])
    await release()
  },
)

test('one that is given back while somebody waits is taken without another word', async () => {
  const first = await lock()
  const { release } = await lock(first.release)
  expect(told).toHaveLength(1)
  await release()
})

test('of several that find a stale lock at once, one keeps it', async () => {
  await left({ host: 'elsewhere' })
  const got = (await Promise.all([1, 2, 3, 4].map(() => lock().catch(() => undefined)))).filter((one) => one !== undefined)
  const kept = await Promise.allSettled(got.map(({ mustBeHeld }) => mustBeHeld()))
  expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await Promise.all(got.map(({ release }) => release()))
  expect(await readdir(folder)).toEqual([])
})

test('an emulator that was stopped for a while does not write into what another has taken over', async () => {
  const first = await lock()
  const second = await lock()
  await expect(first.mustBeHeld()).rejects.toThrow(`${folder} was taken over by the process ${process.pid} on ${hostname()}`)
  await second.release()
  // Even if the other one has ended, because what it wrote is newer.
  await expect(first.mustBeHeld()).rejects.toThrow('It no longer writes its state there')
  expect(told.filter((line) => line.includes('was taken over'))).toHaveLength(1)
  await first.release()
})

test('a folder that is deleted is told, made and locked again', async () => {
  let deletions = 0
  const { mustBeHeld, release } = await lockFolder(folder, { tell, deleted: () => (deletions += 1) })
  await rm(folder, { recursive: true })
  await expect.poll(() => deletions, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(told).toEqual([`${folder} was emptied while the emulator was using it: the whole state is written again.`])
  await mustBeHeld()
  await access(file)
  await release()
})

test('what cannot be written is refused', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(lockFolder(join(folder, 'file'), { tell })).rejects.toThrow(
    /file cannot be written: E\w+.*Name another folder with --state/,
  )
})

/** Runs a task without root's privileges. */
async function withoutRights<Result>(task: () => Promise<Result>): Promise<Result> {
  const user = process.geteuid?.() ?? 0
  if (user === 0) process.seteuid?.(65_534)
  return task().finally(() => process.seteuid?.(user))
}

test.skipIf(process.platform === 'win32')(
  'a stale lock that cannot be taken away is refused, and not tried for ever',
  async () => {
    await left({ host: 'gone' })
    await chmod(folder, 0o555)
    let looks = 0
    const looking = async () => {
      if (++looks > 100) throw new Error('it looks for ever')
    }
    await expect(withoutRights(() => lock(looking))).rejects.toThrow(`${folder} cannot be written: EACCES`)
    await chmod(folder, 0o755)
  },
)

test.skipIf(process.platform !== 'linux')(
  'a folder where there is no room for folders is refused, and nobody waits for ever',
  async () => {
    await expect(lockFolder('/proc/x/state', { tell })).rejects.toThrow('/proc/x/state cannot be written: ENOENT')
  },
)

test('a file system that does not answer is not waited for', async () => {
  await expect(timely(new Promise(() => {}), 10)).rejects.toThrow('the file system has not answered for 0.01 seconds')
})

test('a lock in whose place there is something else is refused', async () => {
  await mkdir(file)
  await expect(lock()).rejects.toThrow(`${folder} cannot be written: EISDIR`)
})
