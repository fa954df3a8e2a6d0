import type { Package } from '@cloudsmith-sdk/client'
import { refOf } from '@cloudsmith-sdk/client/sync'
import type { createEmulator, Emulator } from '@cloudsmith-sdk/emulator'
import { dockerIndex, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { ArrivalError, ConflictError, copy, move, promote, SourceError } from '../src/index.ts'
import { contents } from './disturbances.ts'
import { stock } from './stock.ts'
import { story } from './story.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const tampered = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT', files: { 'index.js': 'evil()' } })
const stale = { after: '1 day', means: 'pass' } as const
const registry = { credential: 'emulator-read-key' }

/** A story with one package in dev. */
async function withMs(switches: Parameters<typeof createEmulator>[0] = {}) {
  const world = await story(switches)
  const pushed = await world.push('dev', ms)
  const options = { to: 'staging' }
  return { ...world, pushed, options, at: world.ref(pushed) }
}

const quarantineIn = (emulator: Emulator, repo: string) => {
  for (const pkg of emulator.world.repository({ owner: 'acme', repo }).packages.all()) {
    pkg.isQuarantined = true
    pkg.repository.packages.touch(pkg)
  }
}

describe('a scan of before', () => {
  test('F12 after a move that is not scanned again, promote says after two minutes what it waits for and which setting decides', async () => {
    const { cloudsmith, emulator, at, options } = await withMs()
    await emulator.settle()
    const begun = emulator.clock.now()

    const error = await promote(cloudsmith, at, { ...options, action: 'move' }).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ArrivalError)
    expect(error).toMatchObject({ problem: 'scanned before it arrived', package: { repository: 'staging' } })
    expect(String(error)).toContain("staleScan: { after, means: 'pass' }")
    expect(emulator.clock.now() - begun).toBeLessThan(180_000)
  })

  test('counts where staleScan says so', async () => {
    const { cloudsmith, emulator, at, options } = await withMs()
    await emulator.settle()
    const promoted = await promote(cloudsmith, at, { ...options, action: 'move', staleScan: stale, tags: ['released'] })
    expect(promoted).toMatchObject({ alreadyThere: false, scan: { verdict: 'clean' } })
    expect(promoted.package.tags.info).toEqual(['released'])
  })
})

describe('F10 what is quarantined between arrival and tag', () => {
  test.each(['before the tag', 'after the tag'])('%s is not promoted, and does not keep it', async (when) => {
    const { cloudsmith, emulator, at, options } = await withMs()
    const once = emulator.world
    const original = cloudsmith.packages.tag
    let tagged = 0
    const watched = Object.assign(Object.create(cloudsmith), {
      packages: {
        ...cloudsmith.packages,
        tag: async (...[params, more]: Parameters<typeof original>) => {
          const answer = await original(params, more)
          tagged += 1
          if (tagged === 1 && when === 'after the tag') quarantineIn(emulator, 'staging')
          return answer
        },
        read: async (...[params, more]: Parameters<typeof cloudsmith.packages.read>) => {
          const answer = await cloudsmith.packages.read(params, more)
          const isLast = answer.security_scan_status === 'Scan Detected No Vulnerabilities' && answer.repository === 'staging'
          if (when === 'before the tag' && isLast) quarantineIn(emulator, 'staging')
          return answer
        },
      },
    }) as typeof cloudsmith

    const error = await promote(watched, at, { ...options, tags: ['released'] }).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ArrivalError)
    expect(error).toMatchObject({ problem: 'quarantined' })
    expect(tagged).toBe(when === 'before the tag' ? 0 : 2)
    expect([...once.repository({ owner: 'acme', repo: 'staging' }).packages.all()].map(({ tags }) => tags)).toEqual([[]])
  })
})

describe('two at once', () => {
  test.each(['copy', 'promote'] as const)(
    'F78 end with one package, which both of %s give, and nothing failed stays',
    async (verb) => {
      const { cloudsmith, emulator, at, options } = await withMs({ timings: { stage: 5_000 } })
      const act = () => (verb === 'copy' ? copy(cloudsmith, at, options) : promote(cloudsmith, at, options))

      const [one, other] = await Promise.all([act(), act()])

      expect(emulator.requests.writes.filter(({ operation }) => operation === 'packages_copy')).toHaveLength(2)
      expect(one.package.slug_perm).toBe(other.package.slug_perm)
      expect([one.alreadyThere, other.alreadyThere].toSorted()).toEqual([false, true])
      await emulator.settle()
      expect(contents(emulator, 'staging')).toMatchObject([{ name: expect.stringContaining('ms'), state: 'completed' }])
    },
  )

  test('F78 a failed duplicate that must not be deleted is told', async () => {
    const { cloudsmith, emulator, at, options } = await withMs()
    emulator.faults.add({ operation: 'packages_delete', status: 403, body: { detail: 'No.' }, times: Number.POSITIVE_INFINITY })
    const [one, other] = await Promise.all([copy(cloudsmith, at, options), copy(cloudsmith, at, options)])
    expect([...one.leftovers, ...other.leftovers]).toHaveLength(1)
  })

  test('F78 two moves of one package both find it', async () => {
    const { cloudsmith, emulator, at, options } = await withMs()
    const [one, other] = await Promise.all([move(cloudsmith, at, options), move(cloudsmith, at, options)])
    expect([one.package.slug_perm, other.package.slug_perm]).toEqual([at.identifier, at.identifier])
    expect(contents(emulator, 'staging')).toHaveLength(1)
  })

  test('F93 other bytes that came first are a conflict, and the own failed copy goes', async () => {
    const { cloudsmith, emulator, at, options, push } = await withMs({ switches: { lagSeconds: 45 } })
    await emulator.clock.advance(60_000)
    await push('staging', tampered)

    await expect(copy(cloudsmith, at, options)).rejects.toThrow(ConflictError)

    await emulator.settle()
    expect(contents(emulator, 'staging')).toMatchObject([{ state: 'completed' }])
  })
})

test('F38 packages that only their bytes tell apart are promoted each for itself', async () => {
  const { cloudsmith, emulator } = await story()
  const rows: Package[] = []
  for (const [place, fixture] of [ms, tampered].entries()) {
    const row = await emulator.add('acme/dev', fixture)
    const record = emulator.world.packages.get(row.slug_perm)
    if (record === undefined) throw new Error('unreachable')
    // The emulator knows no such packages: it is told that these are two.
    record.repository.packages.remove(record)
    record.content.identity = `sibling ${place}`
    record.repository.packages.add(record)
    rows.push(row)
  }

  for (const row of rows) {
    const { alreadyThere, package: there } = await promote(cloudsmith, refOf(row), { to: 'staging' })
    expect([alreadyThere, there.checksum_sha256]).toEqual([false, row.checksum_sha256])
  }

  expect(contents(emulator, 'staging')).toHaveLength(2)
})

describe('a synchronisation that failed', () => {
  test('for a reason that may pass is tried again', async () => {
    const { cloudsmith, emulator, at, options } = await withMs()
    let failed = false
    emulator.world.listeners.add((event, pkg) => {
      if (event !== 'package.syncing' || failed || pkg.repository.settings.slug !== 'staging') return
      failed = true
      pkg.sync = { ...pkg.sync, run: pkg.sync.run + 1, state: 'failed', reason: 'A worker went away.' }
    })
    await expect(copy(cloudsmith, at, options)).resolves.toMatchObject({ package: { is_sync_completed: true } })
  })
})

describe('lists that lag a minute behind', () => {
  test.each(['copy', 'move'] as const)('F06 the lost answer to a %s is found in time', async (action) => {
    const { cloudsmith, emulator, at, options } = await withMs({ switches: { lagSeconds: 59 } })
    emulator.faults.add({ operation: `packages_${action}`, when: 'after', dropReply: true })
    const done = await (action === 'copy' ? copy : move)(cloudsmith, at, options)
    expect(done).toMatchObject({ alreadyThere: false, package: { repository: 'staging', is_sync_completed: true } })
    await emulator.settle()
    expect(contents(emulator, 'staging')).toHaveLength(1)
  })

  test('F92 where lists are answered late, they tell of when they were asked', async () => {
    let answer = async () => {}
    const { cloudsmith, emulator, at, options } = await withMs({
      switches: { lagSeconds: 59 },
      observe: ({ operation }) => (operation === 'packages_list' ? answer() : undefined),
    })
    answer = () => emulator.clock.advance(25_000)
    emulator.faults.add({ operation: 'packages_copy', when: 'after', dropReply: true })
    expect(await copy(cloudsmith, at, options)).toMatchObject({ alreadyThere: false })
    expect(emulator.requests.writes.filter(({ operation }) => operation === 'packages_copy')).toHaveLength(1)
  })

  test('a request that never arrived is sent again', async () => {
    const { cloudsmith, emulator, at, options } = await withMs()
    emulator.faults.add({ operation: 'packages_copy', dropReply: true })
    await expect(copy(cloudsmith, at, options)).resolves.toMatchObject({ alreadyThere: false })
    expect(contents(emulator, 'staging')).toHaveLength(1)
  })

  test('images that were pushed with their index a moment ago are waited for', async () => {
    const { cloudsmith, emulator } = await story({ switches: { lagSeconds: 45 } })
    const { index, images } = dockerIndex({ name: 'team/api' })
    for (const image of images) await emulator.add('acme/dev', image)
    const row = await emulator.add('acme/dev', index)
    const done = await copy(cloudsmith, refOf(row), { to: 'staging', registry })
    expect(done.images).toHaveLength(2)
  })
})

describe('F17 an image for several platforms', () => {
  const { index, images } = dockerIndex({ name: 'team/api', tag: '1.2' })

  async function pushed() {
    const world = await stock({})
    const row = await world.emulator.add('acme/dev', index)
    const parts: Package[] = []
    for (const image of images) parts.push(await world.emulator.add('acme/dev', image))
    world.emulator.requests.clear()
    return { ...world, row, parts, options: { to: 'staging' } }
  }

  test.each([copy, move, promote])('F79 is refused without a registry, in the words of a plan', async (verb) => {
    const { cloudsmith, emulator, row, options, planned } = await pushed()
    const { items } = await planned({ select: { slugPerms: [row.slug_perm] } })
    const refusal = await verb(cloudsmith, refOf(row), options).catch((reason: unknown) => reason)
    expect(refusal).toBeInstanceOf(SourceError)
    expect(String(refusal)).toContain(items[0]?.reasons[0])
    expect(emulator.requests.writes).toEqual([])
  })

  test('F79 takes its images along: they come before it, and each is verified and tagged', async () => {
    const { cloudsmith, emulator, row, options } = await pushed()
    const promoted = await promote(cloudsmith, refOf(row), { ...options, registry, tags: ['released'] })
    expect(promoted.package.version).toBe(row.version)
    expect(promoted.images.map(({ scan, package: { tags } }) => [scan.verdict, tags.info])).toEqual([
      ['clean', ['released']],
      ['clean', ['released']],
    ])
    const written = emulator.requests.writes.filter(({ operation }) => /copy|tag/.test(operation ?? ''))
    expect(written.map(({ operation }) => operation)).toEqual([
      ...Array(3).fill('packages_copy'),
      ...Array(3).fill('packages_tag'),
    ])
    expect(written[2]?.url).toContain(row.slug_perm)
  })

  test('nothing is sent where one of its images cannot go', async () => {
    const { cloudsmith, emulator, row, parts, options } = await pushed()
    await cloudsmith.packages.quarantine({ ...refOf(parts[1] as Package) })
    emulator.requests.clear()
    await expect(promote(cloudsmith, refOf(row), { ...options, registry })).rejects.toThrow(SourceError)
    expect(emulator.requests.writes).toEqual([])
  })

  test('where one is quarantined between arrival and tag, none keeps the tag', async () => {
    const { cloudsmith, emulator, row, options } = await pushed()
    const watched = Object.assign(Object.create(cloudsmith), {
      packages: {
        ...cloudsmith.packages,
        tag: async (...[params, more]: Parameters<typeof cloudsmith.packages.tag>) => {
          const answer = await cloudsmith.packages.tag(params, more)
          const [first] = emulator.world.repository({ owner: 'acme', repo: 'staging' }).packages.all()
          if (first !== undefined && params.action === 'Add') first.isQuarantined = true
          return answer
        },
      },
    }) as typeof cloudsmith
    await expect(promote(watched, refOf(row), { ...options, registry, tags: ['released'] })).rejects.toThrow(ArrivalError)
    expect(contents(emulator, 'staging').map(({ tags }) => tags)).toEqual([[], [], []])
  })
})
