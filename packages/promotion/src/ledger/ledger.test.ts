import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileLedger } from './file-ledger.ts'
import { entryAfter, type Ledger, type LedgerEntry, LedgerError, type LedgerRecord, verifyLedger } from './index.ts'

let folder: string
let path: string
let ledger: Ledger
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  path = join(folder, 'promotions.ndjson')
  ledger = fileLedger(path)
})
afterEach(() => rm(folder, { recursive: true }))

const record = (index: number): LedgerRecord => ({
  ...{ kind: 'run', at: '2026-01-10T12:00:00.000Z' },
  document: { plan: `plan ${index}`, startedAt: '2026-01-10T12:00:00.000Z' },
})
const all = async (): Promise<LedgerEntry[]> => {
  const entries: LedgerEntry[] = []
  for await (const entry of ledger.read()) entries.push(entry)
  return entries
}
const filled = async (count: number): Promise<LedgerEntry[]> => {
  for (let index = 1; index <= count; index++) await ledger.append(record(index))
  return await all()
}

/** Runs a program in another process, with a ledger on the same file. */
const inProcess = (program: string): ChildProcess =>
  spawn(process.execPath, ['--input-type=module', '--eval', programOver(program)], { stdio: ['ignore', 'pipe', 'inherit'] })
const programOver = (program: string) => `
  import { fileLedger } from ${JSON.stringify(new URL('./file-ledger.ts', import.meta.url).href)}
  const ledger = fileLedger(${JSON.stringify(path)})
  const at = '2026-01-10T12:00:00.000Z'
  ${program}`

describe('a ledger in a file', () => {
  test('is a line for each entry, bound to the one before, and is read back as it was written', async () => {
    expect(await all()).toEqual([])
    const first = await ledger.append(record(1))
    const second = await ledger.append({
      kind: 'report',
      at: '2026-01-10T13:00:00.000Z',
      document: { outcome: 'succeeded', left: undefined },
    })
    expect(first).toMatchObject({ seq: 1, previous: null, kind: 'run' })
    expect(second).toMatchObject({ seq: 2, previous: first.digest, document: { outcome: 'succeeded' } })
    expect(await all()).toEqual([first, second])
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3)
    expect(await verifyLedger(ledger.read())).toEqual({ intact: true, head: { seq: 2, digest: second.digest } })
  })

  test('is append-only: what was written stays byte for byte', async () => {
    await filled(3)
    const before = await readFile(path, 'utf8')
    await ledger.append(record(4))
    expect((await readFile(path, 'utf8')).startsWith(before)).toBe(true)
  })

  test('holds what is larger than a block, line ends and all characters in it', async () => {
    const document = { text: `\n\r\u2028😀${'x'.repeat(200_000)}` }
    await ledger.append({ ...record(1), document })
    await ledger.append(record(2))
    expect((await all()).map((entry) => entry.seq)).toEqual([1, 2])
    expect((await all())[0]?.document).toEqual(document)
  })

  test('has the same entries when another program keeps it elsewhere', async () => {
    const written = await ledger.append(record(1))
    expect(entryAfter(undefined, record(1))).toEqual(written)
  })
})

describe('a process that dies while it writes', () => {
  test('at any byte of a line leaves a ledger that is read as before, and that the next entry heals', async () => {
    const entries = await filled(3)
    const whole = await readFile(path)
    const begin = whole.lastIndexOf(0x0a, whole.length - 2) + 1
    for (let length = begin; length < whole.length - 1; length += 7) {
      await writeFile(path, whole.subarray(0, length))
      expect(await all()).toEqual(entries.slice(0, 2))
      await ledger.append(record(4))
      expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true, head: { seq: 3 } })
    }
  })

  test('before the end of the line loses nothing', async () => {
    const entries = await filled(2)
    await truncate(path, (await readFile(path)).length - 1)
    expect(await all()).toEqual(entries)
    await ledger.append(record(3))
    expect(await all()).toHaveLength(3)
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true })
  })

  test('in the very first line leaves an empty ledger', async () => {
    await writeFile(path, '{"seq":1,"at":"2026-')
    expect(await all()).toEqual([])
    expect(await ledger.append(record(1))).toMatchObject({ seq: 1, previous: null })
    expect(await all()).toHaveLength(1)
  })

  test('killed again and again never breaks the chain, and loses nothing that was confirmed', async () => {
    let confirmed = 0
    for (let round = 0; round < 4; round++) {
      const writer = inProcess(`for (let i = 0; ; i++) {
        await ledger.append({ kind: 'run', at, document: { i, text: 'x'.repeat(50_000) } })
        process.stdout.write('.')
      }`)
      for await (const told of writer.stdout ?? []) {
        confirmed += (told as Buffer).length
        if (confirmed >= (round + 1) * 5) break
      }
      writer.kill('SIGKILL')
      await once(writer, 'exit')
      const verdict = await verifyLedger(ledger.read())
      expect(verdict).toMatchObject({ intact: true })
      expect(verdict.head?.seq).toBeGreaterThanOrEqual(confirmed)
    }
    // Its claims are free, because it is dead.
    const { seq } = await ledger.append(record(1))
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true, head: { seq } })
    expect((await readdir(folder)).filter((name) => name.endsWith('.claim'))).toEqual([])
  })
})

describe('several who write at once', () => {
  test('in one process, with one ledger or several, all add their entries', async () => {
    const another = fileLedger(path)
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? ledger : another).append(record(index))))
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true, head: { seq: 20 } })
  })

  test('in three processes write one after the other', async () => {
    const writers = [1, 2, 3].map(() =>
      inProcess(`for (let i = 0; i < 15; i++) await ledger.append({ kind: 'run', at, document: { i } })`),
    )
    expect(await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]))).toEqual([0, 0, 0])
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true, head: { seq: 45 } })
  })

  test('do not wait for a process that is dead', async () => {
    const gone = inProcess('')
    await once(gone, 'exit')
    await writeFile(`${path}.${encodeURIComponent(hostname())}~${gone.pid}~of-the-dead.claim`, '')
    await ledger.append(record(1))
    expect(await readdir(folder)).toEqual(['promotions.ndjson'])
  })
})

describe('F70 verifying', () => {
  const verdictOf = async (entries: readonly LedgerEntry[], head?: LedgerEntry) => await verifyLedger(entries, { head })

  test('names the entry that was edited, and trusts all entries before it', async () => {
    const entries = await filled(5)
    const edited = entries.with(2, { ...(entries[2] as LedgerEntry), document: { plan: 'another' } })
    expect(await verdictOf(edited)).toMatchObject({ intact: false, problem: 'edited', seq: 3, head: { seq: 2 } })
  })

  test('an entry that was edited and given a new digest breaks the chain after it', async () => {
    const entries = await filled(5)
    const forged = entryAfter(entries[1], { ...record(3), document: { plan: 'another' } })
    expect(await verdictOf(entries.with(2, forged))).toMatchObject({ intact: false, problem: 'edited', seq: 4 })
  })

  test('distinguishes removed entries from reordered ones', async () => {
    const [a, b, c, d] = (await filled(4)) as [LedgerEntry, LedgerEntry, LedgerEntry, LedgerEntry]
    expect(await verdictOf([a, c, d])).toMatchObject({ problem: 'removed', seq: 2 })
    expect(await verdictOf([b, c, d])).toMatchObject({ problem: 'removed', seq: 1, head: null })
    expect(await verdictOf([a, c, b, d])).toMatchObject({ problem: 'reordered', seq: 2 })
    expect(await verdictOf([a, b, b, c])).toMatchObject({ problem: 'reordered', seq: 3 })
  })

  test('notices that the end is missing if the head is known', async () => {
    const entries = await filled(4)
    const head = entries[3] as LedgerEntry
    expect(await verdictOf(entries.slice(0, 3))).toMatchObject({ intact: true })
    expect(await verdictOf(entries.slice(0, 3), head)).toMatchObject({ intact: false, problem: 'truncated' })
    expect(await verdictOf([], head)).toMatchObject({ intact: false, problem: 'truncated', seq: 1 })
    expect(await verdictOf([...entries, entryAfter(head, record(5))], head)).toMatchObject({
      intact: true,
      head: { seq: 5 },
    })
  })

  test('detects a ledger that was rewritten as a whole only by its head', async () => {
    const entries = await filled(2)
    const forged = [entryAfter(undefined, record(7))]
    forged.push(entryAfter(forged[0], record(8)))
    expect(await verdictOf(forged)).toMatchObject({ intact: true })
    expect(await verdictOf(forged, entries[1])).toMatchObject({ intact: false, problem: 'truncated' })
  })

  test('finds every single change, whatever it is', async () => {
    const entries = await filled(6)
    const head = entries[5] as LedgerEntry
    const text = (await readFile(path, 'utf8')).trimEnd()
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: text.length - 1 }), fc.constantFrom('0', 'x', '"', ' ', '}'), async (index, character) => {
        fc.pre(text[index] !== character && text[index] !== '\n')
        await writeFile(path, `${text.slice(0, index)}${character}${text.slice(index + 1)}\n`)
        expect((await verifyLedger(ledger.read(), { head })).intact).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('a line that is not a ledger entry is named with its number, and nothing is added behind it', async () => {
    await filled(2)
    await appendFile(path, 'somebody was here\n')
    await expect(all()).rejects.toThrow(`${path}:3 is not a ledger entry`)
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: false, problem: 'malformed', seq: 3, head: { seq: 2 } })
    await expect(ledger.append(record(3))).rejects.toThrow(LedgerError)
  })
})
