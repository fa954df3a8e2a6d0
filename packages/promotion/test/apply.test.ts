import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { custom, pass, wait } from '../src/gates.ts'
import { type ApplyEvent, apply, approval, InterruptedError, type Report } from '../src/index.ts'
import { pipelineTo, stock } from './stock.ts'

const npm = (name: string, version: string, more = {}) => npmPackage({ name, version, license: 'MIT', ...more })
const ms = npm('ms', '2.1.3')
const clsx = npm('clsx', '2.1.1')
const tampered = npm('ms', '2.1.3', { files: { 'index.js': 'evil()' } })

const outcomes = ({ items }: Report) => items.map((item) => `${item.package.name} ${item.outcome}`)

describe('what a plan says is done', () => {
  test('packages go in bulk, are verified and tagged, and the report says so', async () => {
    const { planned, applied, contents, emulator } = await stock({ dev: [ms, clsx], stage: { tag: 'staged' } })
    const made = await planned()
    const events: ApplyEvent[] = []

    const run = applied(made)
    for await (const event of run) events.push(event)
    const report = await run

    expect(report).toMatchObject({ outcome: 'succeeded', plan: made.digest, from: 'dev', to: 'staging' })
    expect(report.items).toMatchObject([
      { package: { name: 'clsx' }, outcome: 'promoted', did: ['copied', 'tagged'], tags: ['staged'] },
      { package: { name: 'ms' }, outcome: 'promoted', did: ['copied', 'tagged'], tags: ['staged'] },
    ])
    expect(contents('staging')).toEqual(['npm clsx 2.1.1 #staged', 'npm ms 2.1.3 #staged'])
    const writes = emulator.requests.writes.map(({ operation }) => operation)
    expect(writes).toEqual(['bulk_action', 'packages_tag', 'packages_tag'])
    const types = ['checked', 'sent', 'looked', 'arrived', 'tagged', 'finished']
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(types))
    expect(events.at(-1)?.progress).toMatchObject({ done: 2, total: 2, requests: 0 })
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  test('a plan that survived as JSON is the same plan, and applied twice sends nothing twice', async () => {
    const { planned, applied, contents, emulator } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const made = JSON.parse(JSON.stringify(await planned()))
    const first = await applied(made)
    emulator.requests.clear()

    const second = await applied(made)

    expect(outcomes(second)).toEqual(outcomes(first))
    expect(emulator.requests.writes).toEqual([])
    expect(contents('staging')).toEqual(['npm ms 2.1.3 #staged'])
  })

  test('one by one where the service refuses to do it in bulk', async () => {
    const { planned, applied, contents, emulator } = await stock({ dev: [ms, clsx] })
    const made = await planned()
    emulator.faults.add({
      operation: 'bulk_action',
      status: 403,
      body: { detail: 'Not for you.' },
      times: Number.POSITIVE_INFINITY,
    })

    const report = await applied(made)

    expect(report.outcome).toBe('succeeded')
    expect(contents('staging')).toEqual(['npm clsx 2.1.1', 'npm ms 2.1.3'])
  })

  test('what the service refuses is blocked, in its own words, and the rest goes', async () => {
    const { planned, applied, emulator } = await stock({ dev: [ms, clsx] })
    const made = await planned()
    emulator.faults.add({
      operation: 'bulk_action',
      when: 'after',
      status: 200,
      body: {
        action: 'Copy',
        packages_actioned: [made.items[0]?.slugPerm],
        packages_failed_to_action: { [made.items[1]?.slugPerm ?? '']: { detail: 'Too heavy.' } },
      },
    })
    const report = await applied(made)
    expect(report.outcome).toBe('blocked')
    expect(report.items[0]).toMatchObject({ outcome: 'promoted' })
    expect(report.items[1]).toMatchObject({ outcome: 'blocked', did: [], reasons: ['the service refused it: Too heavy.'] })
  })

  test('F82 a copy that failed to synchronise for no lasting reason is synchronised again', async () => {
    const { planned, applied, emulator } = await stock({ dev: [ms] })
    const made = await planned()
    const run = applied(made)
    for await (const event of run) {
      const [copy] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
      if (event.type === 'looked' && copy !== undefined && emulator.requests.writes.length === 1) {
        Object.assign(copy.sync, { run: copy.sync.run + 1, state: 'failed', reason: 'A worker went away.' })
      }
    }
    expect((await run).outcome).toBe('succeeded')
    expect(emulator.requests.writes.map(({ operation }) => operation)).toContain('packages_resync')
  })

  test('one that fails each time is told to have failed, and why', async () => {
    const { planned, applied, emulator } = await stock({ dev: [ms] })
    const made = await planned()
    const run = applied(made)
    const types: string[] = []
    for await (const event of run) {
      types.push(event.type)
      const [copy] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
      if (event.type === 'looked' && copy !== undefined) {
        Object.assign(copy.sync, { run: copy.sync.run + 1, state: 'failed', reason: 'A worker went away.' })
      }
    }
    const report = await run
    expect(report.items).toMatchObject([
      { outcome: 'failed', did: ['copied'], reasons: ['it failed to synchronise: A worker went away.'] },
    ])
    expect(types).toContain('failed')
    expect(emulator.requests.writes.filter(({ operation }) => operation === 'packages_resync')).toHaveLength(2)
  })

  test('F92 a list that is answered late tells of when it was asked: nothing is sent again because of it', async () => {
    const { planned, applied, emulator, contents } = await stock({
      dev: [ms],
      emulator: {
        switches: { lagSeconds: 60 },
        observe: async ({ operation }) => {
          if (operation === 'packages_list') await emulator.clock.advance(25_000)
        },
      },
    })
    await emulator.clock.advance(60_000)
    expect((await applied(await planned())).outcome).toBe('succeeded')
    expect(contents('staging')).toEqual(['npm ms 2.1.3'])
    expect(emulator.requests.writes.map(({ operation }) => operation)).toEqual(['bulk_action'])
  })

  test('F48 a move of a moment ago that lists do not show yet is waited for, and not synchronised again', async () => {
    const stage = { action: 'move', staleScan: { after: '1 day', means: 'pass' } } as const
    const { planned, applied, emulator, contents } = await stock({ dev: [ms], stage })
    await emulator.clock.advance(60_000)
    const made = await planned()
    emulator.switches.lagSeconds = 45
    const stop = new AbortController()
    const run = applied(made, { signal: stop.signal })
    await (async () => {
      for await (const { type } of run) if (type === 'sent') stop.abort()
    })().catch(() => {})

    expect((await applied(made)).outcome).toBe('succeeded')
    expect(contents('staging')).toEqual(['npm ms 2.1.3'])
    expect(emulator.requests.writes.map(({ operation }) => operation)).not.toContain('packages_resync')
  })

  test('F05 what was moved is found under its slug_perm, whatever its slug is by now', async () => {
    const stale = { after: '1 day', means: 'pass' } as const
    const { planned, applied, emulator } = await stock({ dev: [ms], stage: { action: 'move', staleScan: stale } })
    const made = await planned()
    const slug = () => [...emulator.world.packages.values()].map((pkg) => pkg.slug)
    const before = slug()

    const report = await applied(made)

    expect(slug()).not.toEqual(before)
    expect(report.items).toMatchObject([{ outcome: 'promoted', did: ['moved'], source: made.items[0]?.slugPerm }])
    expect(report.items[0]?.destination).toBe(made.items[0]?.slugPerm)
  })

  test('F12 a move whose scan the service does not repeat is the decision of the stage', async () => {
    const { planned, applied } = await stock({ dev: [ms], stage: { action: 'move' } })
    const report = await applied(await planned(), { timeout: 600_000 })
    expect(report).toMatchObject({ outcome: 'waiting', items: [{ outcome: 'waiting' }] })
  })
})

describe('exactly the plan, or not at all', () => {
  test('F04 what was replaced since is not promoted, and nothing else is', async () => {
    const { planned, applied, emulator, cloudsmith } = await stock({ dev: [ms, clsx] })
    const made = await planned({ changed: 'refuse' })
    await cloudsmith.push({
      ...{ owner: 'acme', repo: 'dev', format: 'npm', ifExists: 'replace' },
      file: new File([tampered.bytes], tampered.filename),
    })
    emulator.requests.clear()

    await expect(applied(made)).rejects.toThrow(/npm ms 2\.1\.3 \(ms-2\.1\.3\.tgz\): has left dev.*Plan again/)
    expect(emulator.requests.writes).toEqual([])
  })

  test('other bytes that reached the destination meanwhile are a conflict, and stop the rest only where the plan says so', async () => {
    const { planned, applied, emulator, contents } = await stock({ dev: [ms, clsx] })
    const refusing = await planned({ changed: 'refuse' })
    const made = await planned()
    await emulator.add('acme/staging', tampered)
    await expect(applied(refusing)).rejects.toThrow('npm ms 2.1.3 (ms-2.1.3.tgz): staging now has it with different bytes')
    expect(emulator.requests.writes).toEqual([])
    const report = await applied(made)
    expect(report.items).toMatchObject([
      { outcome: 'promoted' },
      { outcome: 'conflict', reasons: ['staging now has it with different bytes'], did: [] },
    ])
    expect(contents('staging')).toEqual(['npm clsx 2.1.1', 'npm ms 2.1.3'])
  })

  test('F51 a plan that somebody changed, or of another pipeline, is refused', async () => {
    const { planned, applied, emulator, cloudsmith } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const made = await planned()
    await expect(applied({ ...made, tag: 'released' })).rejects.toThrow('The plan was edited')
    const [item] = made.items
    if (item === undefined) throw new Error('unreachable')
    await expect(applied({ ...made, items: [{ ...item, slugPerm: 'aaaaaaaaaaaa' }] })).rejects.toThrow(
      'The plan was edited: its entry for npm ms 2.1.3 (ms-2.1.3.tgz)',
    )
    await expect(apply(cloudsmith, pipelineTo({ tag: 'released' }), made)).rejects.toThrow('made with another pipeline')
    expect(emulator.requests.writes).toEqual([])
  })

  test('F52 gates are asked again: what one holds now is not sent, and does not keep the rest', async () => {
    let shut = false
    const gate = custom('mood', ({ package: { name } }) =>
      shut && name === 'ms' ? wait({ for: 'better times', seen: 'bad', needed: 'good' }) : pass(),
    )
    const { planned, applied, contents } = await stock({ dev: [ms, clsx], stage: { gates: [gate] } })
    const made = await planned()
    shut = true

    const report = await applied(made)

    expect(report.outcome).toBe('waiting')
    expect(report.items).toMatchObject([
      { outcome: 'promoted' },
      { outcome: 'waiting', reasons: [expect.stringContaining('mood: waits for better times')] },
    ])
    expect(contents('staging')).toEqual(['npm clsx 2.1.1'])
  })

  test('what the plan says waits goes nowhere, and does not keep the rest', async () => {
    const gate = custom('mood', ({ package: { name } }) =>
      name === 'ms' ? wait({ for: 'better times', seen: 'bad', needed: 'good' }) : pass(),
    )
    const { planned, applied, contents } = await stock({ dev: [ms, clsx], stage: { gates: [gate] } })
    const made = await planned()
    expect(made.items.map(({ outcome }) => outcome)).toEqual(['promote', 'waiting'])
    const report = await applied(made)
    expect(report.items.map(({ outcome }) => outcome)).toEqual(['promoted', 'waiting'])
    expect(report.items[1]?.reasons).toEqual(made.items[1]?.reasons)
    expect(contents('staging')).toEqual(['npm clsx 2.1.1'])
  })

  test('goes when it is applied, if nothing holds it any more', async () => {
    let isShut = true
    const gate = custom('mood', () => (isShut ? wait({ for: 'better times', seen: 'bad', needed: 'good' }) : pass()))
    const { planned, applied, contents } = await stock({ dev: [ms], stage: { gates: [gate] } })
    const made = await planned()
    expect((await applied(made)).outcome).toBe('waiting')
    isShut = false
    expect((await applied(made)).outcome).toBe('succeeded')
    expect(contents('staging')).toEqual(['npm ms 2.1.3'])
  })

  test('F26 an approval of this plan opens it, one of another does not', async () => {
    const gates = [approval({ by: ['alice', 'bob'], unsigned: true })]
    const { planned, applied, agreed } = await stock({ dev: [ms, clsx], stage: { gates } })
    const [made, other] = [await planned({ select: { query: 'name:ms' } }), await planned({ select: { query: 'name:clsx' } })]
    const stray = await agreed(other, 'bob')
    expect((await applied(made, { approvals: stray })).outcome).toBe('needs approval')
    expect((await applied(made, { approvals: await agreed(made, 'bob') })).outcome).toBe('succeeded')
  })

  test('an aborted run says what it did, and applying again finishes it', async () => {
    const { planned, applied, contents } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const made = await planned()
    const stop = new AbortController()
    const run = applied(made, { signal: stop.signal })
    const error = await (async () => {
      for await (const { type } of run) if (type === 'sent') stop.abort()
    })().catch((cause: unknown) => cause)

    expect(error).toBeInstanceOf(InterruptedError)
    expect((error as InterruptedError).report.items).toMatchObject([{ outcome: 'waiting', did: ['sent'] }])
    expect((await applied(made)).outcome).toBe('succeeded')
    expect(contents('staging')).toEqual(['npm ms 2.1.3 #staged'])
  })
})

describe('what does not arrive as it should', () => {
  const vulnerable = npm('lodash', '4.17.20')
  const policy = { name: 'strict', on_violation_quarantine: true, min_severity: 'Low' } as const

  /** Staging quarantines what is vulnerable. */
  async function strictStaging(onFailedArrival: 'leave' | 'quarantine' | 'remove') {
    const world = await stock({ dev: [vulnerable, ms], stage: { onFailedArrival, tag: 'staged' } })
    await world.cloudsmith.orgs.vulnerabilityPolicies.create({
      ...{ owner: 'acme', ...policy, package_query_string: 'repository:staging' },
    })
    await world.emulator.settle()
    world.emulator.requests.clear()
    return world
  }

  test('F10 it counts as failed, is left where it is, and the rest is promoted', async () => {
    const { planned, applied, contents } = await strictStaging('leave')
    const report = await applied(await planned())
    expect(report.outcome).toBe('needs a human')
    expect(outcomes(report)).toEqual(['lodash failed', 'ms promoted'])
    expect(report.items[0]?.reasons).toEqual([expect.stringContaining('it is quarantined')])
    expect(contents('staging')).toEqual(['npm lodash 4.17.20', 'npm ms 2.1.3 #staged'])
  })

  test('F10 a stage may have it removed', async () => {
    const { planned, applied, contents } = await strictStaging('remove')
    const report = await applied(await planned())
    expect(report.outcome).toBe('compensated')
    expect(report.items[0]).toMatchObject({ outcome: 'compensated', did: ['copied', 'deleted'], destination: null })
    expect(contents('staging')).toEqual(['npm ms 2.1.3 #staged'])
  })

  test('a stage may have it quarantined', async () => {
    const unscanned = rawFile({ name: 'notes', version: '1', bytes: new Uint8Array([1]) })
    const { planned, applied, emulator } = await stock({
      dev: [unscanned],
      stage: { unscannable: 'block', onFailedArrival: 'quarantine' },
    })
    const report = await applied(await planned())
    expect(report.items).toMatchObject([{ outcome: 'failed', did: ['copied', 'quarantined'] }])
    const [copy] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
    expect(copy?.isQuarantined).toBe(true)
  })

  test('F14 a release set is undone as a whole, and never tagged', async () => {
    const { planned, applied, contents, emulator } = await strictStaging('leave')
    const packages = [
      { format: 'npm', name: 'lodash', version: '4.17.20' },
      { format: 'npm', name: 'ms', version: '2.1.3' },
    ]
    const made = await planned({ select: { packages, set: 'release 7' } })

    const report = await applied(made)

    expect(report).toMatchObject({ outcome: 'compensated', set: 'release 7' })
    expect(outcomes(report)).toEqual(['lodash compensated', 'ms compensated'])
    expect(contents('staging')).toEqual([])
    expect(contents('dev')).toEqual(['npm lodash 4.17.20', 'npm ms 2.1.3'])
    expect(emulator.requests.writes.map(({ operation }) => operation)).not.toContain('packages_tag')
  })

  test('F14 nothing of a set goes while one of it is held back', async () => {
    const gates = [
      custom('not-ms', ({ package: { name } }) => (name === 'ms' ? wait({ for: 'ms', seen: 1, needed: 2 }) : pass())),
    ]
    const { planned, applied, emulator } = await stock({ dev: [ms, clsx], stage: { gates } })
    const packages = [clsx, ms].map((each) => ({
      format: 'npm',
      name: each === ms ? 'ms' : 'clsx',
      version: each === ms ? '2.1.3' : '2.1.1',
    }))
    const report = await applied(await planned({ select: { packages, set: 'both' } }))
    expect(report.outcome).toBe('waiting')
    expect(emulator.requests.writes).toEqual([])
  })

  test('F19 a tag that cannot be set, or does not show, is no success', async () => {
    const { planned, applied, emulator } = await stock({ dev: [ms], stage: { tag: 'staged' } })
    const made = await planned()
    emulator.faults.add({ operation: 'packages_tag', status: 403, body: { detail: 'No.' } })
    const refused = await applied(made)
    expect(refused).toMatchObject({ outcome: 'needs a human', items: [{ reasons: ['it cannot be tagged staged: No.'] }] })

    const [copy] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
    if (copy === undefined) throw new Error('unreachable')
    Object.defineProperty(copy, 'tags', { get: () => [], set: () => {}, configurable: true })
    const forgotten = await applied(made)
    expect(forgotten.items).toMatchObject([{ outcome: 'failed', reasons: ['the service does not show the tag staged'] }])
  })
})
