import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { reportText } from '../src/index.ts'
import { type Stocked, stock } from './stock.ts'

const npm = (name: string) => npmPackage({ name, version: '1.0.0', license: 'MIT' })
const file = (name: string) => rawFile({ name, version: '1', filename: `${name}.bin`, bytes: new TextEncoder().encode(name) })

const wanted = (names: readonly string[]) => names.map((name) => ({ format: 'npm', name, version: '1.0.0' }))

/** Quarantines a package of staging by hand. */
async function quarantine({ cloudsmith }: Stocked, name: string) {
  const [row] = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging', query: `name:^${name}$` })
  await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'staging', identifier: row?.slug_perm ?? '' })
}

/** The requests that were sent to change something since the last `clear`. */
const writes = ({ emulator }: Stocked) =>
  emulator.requests.all.filter(({ method }) => method !== 'GET').map(({ operation }) => operation)

describe('what was delivered stays', () => {
  test('F71 the plan of a finished set, applied again after one of it was quarantined, deletes nothing', async () => {
    const world = await stock({ dev: [npm('a'), npm('b'), npm('c')], stage: { tag: 'staged' } })
    const made = await world.planned({ select: { packages: wanted(['a', 'b', 'c']), set: 'release' } })
    expect((await world.applied(made)).outcome).toBe('succeeded')
    await quarantine(world, 'b')
    world.emulator.requests.clear()

    const again = await world.applied(made)

    expect(writes(world)).toEqual([])
    expect(again.outcome).toBe('succeeded')
    expect(world.contents('staging')).toEqual(['a', 'b', 'c'].map((name) => `npm ${name} 1.0.0 #staged`))
    expect(reportText(again)).toContain('it was delivered before, but since then: it is quarantined')
  })

  test('where a stage has no tag, nothing that another run brought is taken back: a human decides', async () => {
    const world = await stock({ dev: [npm('a'), npm('b')] })
    const made = await world.planned({ select: { packages: wanted(['a', 'b']), set: 'release' } })
    expect((await world.applied(made)).outcome).toBe('succeeded')
    await quarantine(world, 'b')
    world.emulator.requests.clear()

    const again = await world.applied(made)

    expect(writes(world)).toEqual([])
    expect(again.outcome).toBe('needs a human')
    expect(world.contents('staging')).toHaveLength(2)
  })

  test('a package that carries the tag from its source is not taken to be delivered for it', async () => {
    const world = await stock({
      dev: [npm('a')],
      stage: { tag: 'staged', action: 'move', staleScan: { after: '1 day', means: 'pass' } },
    })
    const [row] = await world.cloudsmith.packages.list({ owner: 'acme', repo: 'dev' })
    await world.cloudsmith.packages.tag({ owner: 'acme', repo: 'dev', identifier: row?.slug_perm ?? '', tags: ['staged'] })
    const made = await world.planned()
    expect(made.items).toMatchObject([{ outcome: 'promote', carriesTag: true }])
    const report = await world.applied(made)
    expect(report.items).toMatchObject([{ outcome: 'promoted' }])
    expect(report.items[0]?.scan).not.toBeNull()
  })
})

describe('what is quarantined on the way', () => {
  test('F72 between its arrival and its tag is not tagged and not promoted', async () => {
    const world = await stock({ dev: [npm('a'), npm('b')], stage: { tag: 'staged' } })
    const made = await world.planned()
    const run = world.applied(made)
    let arrived = 0
    for await (const { type } of run) {
      if (type === 'arrived' && ++arrived === 2) await quarantine(world, 'b')
    }
    const report = await run
    expect(report.items).toMatchObject([
      { outcome: 'promoted' },
      { outcome: 'failed', reasons: [expect.stringContaining('it is quarantined')] },
    ])
    expect(world.contents('staging')).toEqual(['npm a 1.0.0 #staged', 'npm b 1.0.0'])
  })

  test('between its tag and the look at it loses the tag again', async () => {
    let world: Stocked | undefined
    let isTagged = false
    const stocked = await stock({
      dev: [npm('a'), npm('b')],
      stage: { tag: 'staged' },
      emulator: {
        observe: async ({ operation }) => {
          if (operation !== 'packages_tag' || isTagged || world === undefined) return
          isTagged = true
          await quarantine(world, 'b')
        },
      },
    })
    world = stocked
    const report = await stocked.applied(await stocked.planned())
    expect(report.items.map(({ outcome }) => outcome)).toEqual(['promoted', 'failed'])
    expect(stocked.contents('staging')).toEqual(['npm a 1.0.0 #staged', 'npm b 1.0.0'])
  })

  test('takes its whole release set back, of which nothing was tagged', async () => {
    const world = await stock({ dev: [npm('a'), npm('b')], stage: { tag: 'staged' } })
    const made = await world.planned({ select: { packages: wanted(['a', 'b']), set: 'release' } })
    const run = world.applied(made)
    let arrived = 0
    for await (const { type } of run) if (type === 'arrived' && ++arrived === 2) await quarantine(world, 'b')
    expect((await run).outcome).toBe('compensated')
    expect(world.contents('staging')).toEqual([])
  })
})

describe('a scan that does not come', () => {
  test('F73 a move within a day of the last scan ends at once, and names the setting that decides', async () => {
    const world = await stock({ dev: [npm('a')], stage: { action: 'move' } })
    const made = await world.planned()
    const start = world.emulator.clock.now()
    const report = await world.applied(made)
    expect(world.emulator.clock.now() - start).toBeLessThan(10 * 60_000)
    expect(report.items).toMatchObject([
      {
        outcome: 'waiting',
        reasons: [expect.stringMatching(/last scanned at .* before it arrived.*staleScan: \{ after, means: 'pass' \}/)],
      },
    ])
  })
})

test('F81 two promoters: what one has cleared away is no fault of the other', async () => {
  const world = await stock({ dev: [file('a')], stage: { tag: 'staged' } })
  const made = await world.planned()
  const [one, two] = await Promise.all([world.applied(made), world.applied(made)])
  for (const report of [one, two]) expect(report.items).toMatchObject([{ outcome: 'promoted', reasons: [] }])
  // The service deletes in its own time.
  await world.emulator.settle()
  expect(world.contents('staging')).toEqual(['raw a 1 #staged'])
})
