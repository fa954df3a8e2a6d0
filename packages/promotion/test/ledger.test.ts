import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { exampleEvent } from '@cloudsmith-sdk/webhooks/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { autopromote } from '../src/automation.ts'
import { attest, history, historyMarkdown, historyText, type WebCryptoKey } from '../src/evidence.ts'
import { approval, approve, InterruptedError, type Plan, type Report, rollback } from '../src/index.ts'
import { type Ledger, type LedgerEntry, type LedgerRecord, verifyLedger } from '../src/ledger.ts'
import { fileLedger } from '../src/node.ts'
import { stock } from './stock.ts'

const npm = (name: string) => npmPackage({ name, version: '1.0.0', license: 'MIT' })

let folder: string
let path: string
let ledger: Ledger
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  path = join(folder, 'promotions.ndjson')
  ledger = fileLedger(path)
})
afterEach(() => rm(folder, { recursive: true }))

async function entries(): Promise<LedgerEntry[]> {
  const read: LedgerEntry[] = []
  for await (const entry of ledger.read()) read.push(entry)
  return read
}
const kinds = async () => (await entries()).map(({ kind }) => kind)

/** Two packages, and an approval without which they do not go. */
async function approved() {
  const world = await stock({ dev: [npm('app'), npm('core')], stage: { gates: [approval({ unsigned: true })] } })
  const made = await world.planned({ requestedBy: 'bob' })
  const approvals = [await approve(made, { by: 'ann', now: new Date(world.emulator.clock.now()) })]
  return { ...world, made, approvals }
}

describe('what a run writes down', () => {
  test('is the plan, what people agreed to, that it began, and its report', async () => {
    const { made, approvals, applied } = await approved()
    const report = await applied(made, { approvals, ledger })
    const written = await entries()
    expect(written.map(({ kind }) => kind)).toEqual(['plan', 'approval', 'run', 'report'])
    expect(written[0]?.document).toEqual(JSON.parse(JSON.stringify(made)))
    expect(written[1]?.document).toEqual(approvals[0])
    expect(written[2]?.document).toEqual({ plan: made.digest, startedAt: report.startedAt })
    expect(written[3]?.document).toEqual(report)
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true, head: { seq: 4 } })
  })

  test('of a plan that is applied again is only what is new', async () => {
    const { made, approvals, applied } = await approved()
    await applied(made, { ledger })
    expect(await kinds()).toEqual(['plan', 'run', 'report'])
    await applied(JSON.parse(JSON.stringify(made)) as Plan, { approvals, ledger })
    await applied(made, { approvals, ledger })
    expect(await kinds()).toEqual(['plan', 'run', 'report', 'approval', 'run', 'report', 'run', 'report'])
  })

  test('holds no token: of one that came with an approval it keeps the digest', async () => {
    const { made, approvals, applied } = await approved()
    const identified = {
      kind: 'cloudsmith-promotion/identified',
      version: 1,
      document: approvals[0],
      token: 'a.secret.token',
    } as never
    await applied(made, { approvals: [...approvals, identified], ledger })
    const text = await readFile(path, 'utf8')
    expect(text).toContain('tokenDigest')
    expect(text).not.toContain('a.secret.token')
  })

  test('is nothing of a plan that is refused', async () => {
    const { made, applied } = await approved()
    await expect(applied({ ...made, requestedBy: 'somebody else' }, { ledger })).rejects.toThrow('edited')
    expect(await kinds()).toEqual([])
  })

  test('is there before anything is sent, and nothing is where it cannot be written', async () => {
    const { made, approvals, applied, emulator, contents } = await approved()
    const full: Ledger = { ...ledger, append: () => Promise.reject(new Error('the disk is full')) }
    emulator.requests.clear()
    await expect(applied(made, { approvals, ledger: full })).rejects.toThrow('the disk is full')
    expect(emulator.requests.writes).toEqual([])

    let sentBefore: number | undefined
    const watched: Ledger = {
      ...ledger,
      append: async (record: LedgerRecord) => {
        if (record.kind === 'run') sentBefore = emulator.requests.writes.length
        return await ledger.append(record)
      },
    }
    await applied(made, { approvals, ledger: watched })
    expect(sentBefore).toBe(0)
    expect(contents('staging')).toHaveLength(2)
  })

  test('tells of a run that was cut off too, and the next run completes it', async () => {
    const { made, approvals, applied, emulator } = await approved()
    emulator.faults.add({ operation: 'bulk_action', status: 401 })
    const error = await applied(made, { approvals, ledger }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InterruptedError)
    expect((await entries()).at(-1)).toMatchObject({ kind: 'report', document: { outcome: 'waiting' } })
    await applied(made, { approvals, ledger })
    expect((await entries()).at(-1)).toMatchObject({ kind: 'report', document: { outcome: 'succeeded' } })
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true })
  })

  test('where the report cannot be written is an error that still has it', async () => {
    const { made, approvals, applied, contents } = await approved()
    const half: Ledger = {
      ...ledger,
      append: (record) => (record.kind === 'report' ? Promise.reject(new Error('the disk is full')) : ledger.append(record)),
    }
    const error = await applied(made, { approvals, ledger: half }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'InterruptedError', report: { outcome: 'succeeded' } })
    expect(contents('staging')).toHaveLength(2)
    await applied(made, { approvals, ledger })
    expect(await kinds()).toEqual(['plan', 'approval', 'run', 'run', 'report'])
  })
})

describe('what a rollback writes down', () => {
  const hold = { by: 'ann', why: 'it breaks the checkout' }

  test('is who undoes it and why, before anything is taken away, and what came of it', async () => {
    const { made, approvals, applied, cloudsmith, emulator } = await approved()
    const report = await applied(made, { approvals, ledger })
    emulator.requests.clear()
    let sentBefore: number | undefined
    const watched: Ledger = {
      ...ledger,
      append: async (record: LedgerRecord) => {
        if (record.kind === 'rollback') sentBefore = emulator.requests.writes.length
        return await ledger.append(record)
      },
    }
    const undone = await rollback(cloudsmith, report, { hold, ledger: watched })
    expect(sentBefore).toBe(0)
    const [begun, ended] = (await entries()).slice(-2)
    expect(begun).toMatchObject({ kind: 'rollback', document: { plan: made.digest, ...hold } })
    expect(ended).toMatchObject({ kind: 'undone', document: { ...begun?.document, ...undone, outcome: 'undone' } })
    expect(await verifyLedger(ledger.read())).toMatchObject({ intact: true })
  })

  test('tells of one that was cut off, and stops one that cannot be written down', async () => {
    const { made, approvals, applied, cloudsmith, emulator, contents } = await approved()
    const report = await applied(made, { approvals, ledger })
    const full: Ledger = { ...ledger, append: () => Promise.reject(new Error('the disk is full')) }
    await expect(rollback(cloudsmith, report, { hold, ledger: full })).rejects.toThrow('the disk is full')
    expect(contents('staging')).toHaveLength(2)
    emulator.faults.add({ operation: 'bulk_action', status: 401 })
    await expect(rollback(cloudsmith, report, { hold, ledger })).rejects.toMatchObject({ name: 'RollbackInterruptedError' })
    expect((await entries()).at(-1)).toMatchObject({ kind: 'undone', document: { outcome: 'interrupted', by: 'ann' } })
  })
})

test('what is promoted by itself is written down like everything else', async () => {
  const { cloudsmith, emulator, pipeline } = await stock({})
  const options = {
    clock: emulator.clock,
    edges: [{ from: 'dev', to: 'staging' }],
    ledger,
    onError: (error: unknown) => expect(error).toBeUndefined(),
  }
  const automation = autopromote(pipeline, cloudsmith, options)
  const pkg = await emulator.add('acme/dev', npm('app'))
  await automation.handle(exampleEvent('package.security_scanned', { ...pkg }))
  await automation.idle()
  expect(await kinds()).toEqual(['plan', 'run', 'report'])
  expect((await entries())[2]).toMatchObject({ document: { outcome: 'succeeded', items: [{ package: { name: 'app' } }] } })
})

describe('the history of a stage', () => {
  const noKeys = { stage: 'staging', keys: [] as WebCryptoKey[] }

  test('does not tell of an arrival that was undone', async () => {
    const stage = { action: 'move', staleScan: { after: '1 day', means: 'pass' } } as const
    const { planned, applied, cloudsmith, pipeline } = await stock({ dev: [npm('app')], stage })
    const report = await applied(await planned(), { ledger })
    await rollback(cloudsmith, report, { ledger, hold: false })
    const again = await applied(await planned({ requestedBy: 'bob' }), { ledger })
    expect(again.plan).not.toBe(report.plan)
    expect(await history(cloudsmith, pipeline, { ...noKeys, ledger })).toMatchObject([{ witness: 'ledger', plan: again.plan }])
  })

  test('is read from a ledger beside evidence: each arrival once, however often the plan was applied', async () => {
    const { made, approvals, applied, cloudsmith, pipeline } = await approved()
    const report = await applied(made, { approvals, ledger })
    await applied(made, { approvals, ledger })
    const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' } as { name: 'Ed25519' }, true, ['sign', 'verify'])) as {
      publicKey: WebCryptoKey
      privateKey: WebCryptoKey
    }
    const about = { pipeline: 'libraries', verifier: 'https://ci.acme.example/promoter', signer: pair.privateKey }
    await attest(cloudsmith, report, { ...about, plan: made, approvals })

    const told = await history(cloudsmith, pipeline, { stage: 'staging', keys: [pair.publicKey], ledger })

    expect(told.map(({ package: { name }, witness, verified }) => [name, witness, verified])).toEqual([
      ['app', 'ledger', true],
      ['app', 'evidence', true],
      ['core', 'ledger', true],
      ['core', 'evidence', true],
    ])
    expect(told[0]).toMatchObject({ at: report.finishedAt, seq: 4, plan: made.digest, requestedBy: 'bob' })
    const lines = historyText(told).split('\n')
    expect(lines[0]).toBe('History: 4 proofs of how 2 packages arrived')
    expect(lines[1]).toMatch(/npm app 1\.0\.0 \(app-1\.0\.0\.tgz\) +ledger: entry 4, plan [0-9a-f]{12}, requested by bob$/)
    expect(lines[2]).toContain(
      'evidence: dev → staging, verified by https://ci.acme.example/promoter, requested by bob, approved by ann',
    )
    expect(historyMarkdown(told)).toContain('| 2 packages<br>npm app 1.0.0')
  })

  test('believes nothing behind the entry that somebody edited', async () => {
    const { made, approvals, applied, cloudsmith, pipeline } = await approved()
    await applied(made, { approvals, ledger })
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"by":"ann"', '"by":"eve"'))
    const told = await history(cloudsmith, pipeline, { ...noKeys, ledger })
    expect(told).toMatchObject([
      { witness: 'ledger', verified: false, why: expect.stringContaining('Entry 2 does not match the digest') },
      { verified: false },
    ])
  })

  test('believes nothing at all of a ledger whose known end is gone', async () => {
    const { made, approvals, applied, cloudsmith, pipeline } = await approved()
    await applied(made, { approvals, ledger })
    const { head } = await verifyLedger(ledger.read())
    const read = async (known: typeof head) =>
      await history(cloudsmith, pipeline, { ...noKeys, ledger, head: known ?? undefined })
    expect(await read(head)).toMatchObject([{ verified: true }, { verified: true }])
    expect(await read({ seq: 9, digest: '00'.repeat(32) })).toMatchObject([{ verified: false }, { verified: false }])
  })

  test('does not take the word of a ledger for bytes that it does not tell of', async () => {
    const { made, approvals, applied, cloudsmith, pipeline } = await approved()
    const report = await applied(made, { approvals })
    const items = report.items.map((item) => ({
      ...item,
      files: item.files.map((file) => ({ ...file, sha256: '00'.repeat(32) })),
    }))
    const lying: Report = { ...report, items }
    await ledger.append({ kind: 'report', at: report.finishedAt, document: lying })
    await ledger.append({ kind: 'report', at: report.finishedAt, document: { kind: 'something else' } })
    expect(await history(cloudsmith, pipeline, { ...noKeys, ledger })).toMatchObject([
      { verified: false, why: 'Entry 1 of the ledger records different bytes.' },
      { verified: false },
    ])
  })
})
