import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { silentLog } from '../../src/core/log.ts'
import { openDatabase } from '../../src/database/database.ts'
import { startCluster } from '../../src/database/embedded/cluster.ts'
import { postmasterOf } from '../../src/database/embedded/postmaster.ts'
import { sql } from '../../src/database/sql.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'promotion-cluster-'))
  await chmod(folder, 0o755)
  folders.push(folder)
  return folder
}

const one = async (url: string) => {
  const database = await openDatabase({ url, connections: 1 })
  const rows = await database.query(sql`select 1 as one`)
  await database.close()
  return rows
}

test('two who start in one folder at once share what runs there, and the last to leave ends it', async () => {
  const folder = await aFolder()
  const options = { folder, log: silentLog }
  const [first, second] = await Promise.all([startCluster(options), startCluster(options)])
  expect(second.url).toBe(first.url)
  const user = await openDatabase({ url: second.url, connections: 1 })
  await first.stop()
  expect(await user.query(sql`select 1 as one`)).toEqual([{ one: 1 }])
  await user.close()
  await second.stop()
  expect(await postmasterOf(join(folder, 'data'))).toBeUndefined()
})

test('a PostgreSQL that was killed is there again, at the same address and with all that was written', async () => {
  const folder = await aFolder()
  const cluster = await startCluster({ folder, log: silentLog })
  const database = await openDatabase({ url: cluster.url, onError: () => {} })
  await database.query(sql`create table kept as select 1 as one`)
  process.kill((await postmasterOf(join(folder, 'data')))?.pid ?? 0, 'SIGKILL')
  await vi.waitFor(async () => expect(await database.query(sql`select one from kept`)).toEqual([{ one: 1 }]), { timeout: 60_000 })
  await database.close()
  await cluster.stop()
})

test('nobody gets in without the password', async () => {
  const cluster = await startCluster({ folder: await aFolder(), log: silentLog })
  const wrong = Object.assign(new URL(cluster.url), { password: 'wrong' }).href
  const error = await one(wrong).catch((reason: Error) => reason)
  expect(error).toMatchObject({ name: 'DatabaseError', message: expect.stringContaining('password authentication failed') })
  expect(String(error)).not.toContain('wrong@')
  await cluster.stop()
})

test.runIf(process.getuid?.() === 0)('a folder that nobody but root may enter is told with what to do', async () => {
  const folder = await aFolder()
  await chmod(folder, 0o700)
  const error = (await startCluster({ folder: join(folder, 'inside'), log: silentLog }).catch((reason: Error) => reason)) as Error
  expect(error.message).toMatch(
    /refuses to run as root, and that user needs access to the folder\. Choose another folder with --data, or set DATABASE_URL/,
  )
})
