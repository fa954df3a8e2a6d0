import { npmPackage, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { ArrivalError, ConflictError, copy, move, promote, SourceError } from '../src/index.ts'
import { waitForScan } from '../src/packages.ts'
import { story } from './story.ts'

const lodash = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })
const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const tampered = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT', files: { 'index.js': 'evil()' } })
const notes = rawFile({ name: 'notes', version: '1', bytes: new TextEncoder().encode('hello') })
const namesIn = async ({ cloudsmith }: Awaited<ReturnType<typeof story>>, repo: string) =>
  (await cloudsmith.packages.list({ owner: 'acme', repo }).toArray()).map(({ name }) => name)

describe('promote', () => {
  test('copies, compares the bytes, waits for the scan of the copy and tags it last', async () => {
    const { cloudsmith, push, ref } = await story()
    const pushed = await push('dev', ms, ['dev'])

    const promotion = await promote(cloudsmith, ref(pushed), { to: 'staging', tags: ['released'] })

    expect(promotion).toMatchObject({ action: 'copy', alreadyThere: false, scan: { verdict: 'clean' } })
    expect(promotion.package).toMatchObject({ repository: 'staging', name: 'ms', is_sync_completed: true })
    expect(promotion.package.slug_perm).not.toBe(pushed.slug_perm)
    expect(promotion.package.tags.info).toContain('released')
    expect(promotion.files).toEqual([{ filename: pushed.filename, sha256: pushed.checksum_sha256 }])
    const { sync_finished_at } = promotion.package
    expect(promotion.scan.completedAt?.getTime()).toBeGreaterThanOrEqual(Date.parse(sync_finished_at ?? ''))
  })

  test('moves, and the package keeps its slug_perm', async () => {
    const world = await story()
    const { cloudsmith, push, ref } = world
    const pushed = await push('dev', ms)

    const { package: moved } = await promote(cloudsmith, ref(pushed), { to: 'staging', action: 'move' })

    expect(moved).toMatchObject({ slug_perm: pushed.slug_perm, repository: 'staging' })
    expect(await namesIn(world, 'dev')).toEqual([])
  })

  test('F08 promoting again finds it there, and sends nothing', async () => {
    const world = await story()
    const { cloudsmith, emulator, push, ref } = world
    const pushed = await push('dev', ms)
    const options = { to: 'staging' }
    const first = await promote(cloudsmith, ref(pushed), options)
    emulator.requests.clear()

    const second = await promote(cloudsmith, ref(pushed), options)

    expect(second).toMatchObject({ alreadyThere: true, package: { slug_perm: first.package.slug_perm } })
    expect(emulator.requests.writes).toEqual([])
    expect(await namesIn(world, 'staging')).toEqual(['ms'])
  })

  test('F08 after a move that was not followed to its end, promoting again finishes it', async () => {
    const { cloudsmith, push, ref } = await story()
    const pushed = await push('dev', ms)
    await cloudsmith.packages.move({ ...ref(pushed), destination: 'staging' })

    const promotion = await promote(cloudsmith, ref(pushed), { to: 'staging', action: 'move', tags: ['released'] })

    expect(promotion).toMatchObject({ alreadyThere: true, package: { repository: 'staging', is_sync_completed: true } })
    expect(promotion.package.tags.info).toContain('released')
  })

  test('F06 an answer that is lost is resolved by looking at the destination, not by copying again', async () => {
    const world = await story()
    const { cloudsmith, emulator, push, ref } = world
    const pushed = await push('dev', ms)
    emulator.faults.add({ operation: 'packages_copy', when: 'after', dropReply: true })

    const promotion = await promote(cloudsmith, ref(pushed), { to: 'staging' })

    expect(promotion.package.repository).toBe('staging')
    expect(await namesIn(world, 'staging')).toEqual(['ms'])
  })

  test('F13 a copy whose bytes differ is a conflict that names both digests, and nothing is sent', async () => {
    const { cloudsmith, emulator, push, ref } = await story()
    const pushed = await push('dev', ms)
    const other = await push('staging', tampered)
    emulator.requests.clear()

    const error = await promote(cloudsmith, ref(pushed), { to: 'staging' }).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(ConflictError)
    expect(String(error)).toContain(pushed.checksum_sha256)
    expect(String(error)).toContain(other.checksum_sha256)
    expect(emulator.requests.writes).toEqual([])
  })

  test('F10 what is quarantined at its destination does not count as promoted', async () => {
    const { cloudsmith, push, ref } = await story()
    const pushed = await push('dev', lodash)
    await cloudsmith.orgs.vulnerabilityPolicies.create({
      owner: 'acme',
      name: 'No known holes',
      min_severity: 'High',
      on_violation_quarantine: true,
    })

    const error = await promote(cloudsmith, ref(pushed), { to: 'staging' }).catch((reason: unknown) => reason)

    expect(error).toMatchObject({ name: 'ArrivalError', problem: 'quarantined', package: { repository: 'staging' } })
    expect(String(error)).toContain('No known holes')
  })

  test('a package that is quarantined at its source is not sent', async () => {
    const { cloudsmith, emulator, push, ref } = await story()
    const pushed = await push('dev', ms)
    await cloudsmith.packages.quarantine({ ...ref(pushed) })
    emulator.requests.clear()

    await expect(promote(cloudsmith, ref(pushed), { to: 'staging' })).rejects.toThrow(SourceError)
    expect(emulator.requests.writes).toEqual([])
  })

  test('F12 a format that the service does not scan is the caller’s decision', async () => {
    const { cloudsmith, push, ref } = await story()
    const pushed = await push('dev', notes)
    const options = { to: 'staging' }

    const error = await promote(cloudsmith, ref(pushed), options).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ArrivalError)
    expect(error).toMatchObject({ problem: 'cannot be scanned' })

    await expect(promote(cloudsmith, ref(pushed), { ...options, unscannable: 'pass' })).resolves.toMatchObject({
      alreadyThere: true,
    })
  })

  test('F02 another version whose number begins the same is not taken for it', async () => {
    const world = await story()
    const { cloudsmith, push, ref } = world
    await push('staging', npmPackage({ name: 'ms', version: '2.1.30', license: 'MIT' }))
    await push('staging', npmPackage({ name: 'ms-extra', version: '2.1.3', license: 'MIT' }))
    const pushed = await push('dev', ms)

    const { alreadyThere } = await promote(cloudsmith, ref(pushed), { to: 'staging' })

    expect(alreadyThere).toBe(false)
    expect(await namesIn(world, 'staging')).toHaveLength(3)
  })

  test('F09 a wait has an end, and can be aborted', async () => {
    const { cloudsmith, emulator, push, ref } = await story({ timings: { scanDelay: 3_600_000 } })
    const pushed = await push('dev', ms)
    await expect(promote(cloudsmith, ref(pushed), { to: 'staging', timeout: 60_000 })).rejects.toMatchObject({
      name: 'WaitTimeoutError',
    })
    expect(emulator.clock.now()).toBeGreaterThan(0)
    await expect(promote(cloudsmith, ref(pushed), { to: 'production', signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describe('copy and move', () => {
  test('copy into the repository that it is in does nothing', async () => {
    const { cloudsmith, push, ref } = await story()
    const pushed = await push('dev', ms)
    const { alreadyThere, package: same } = await copy(cloudsmith, ref(pushed), { to: 'dev' })
    expect({ alreadyThere, slug: same.slug_perm }).toEqual({ alreadyThere: true, slug: pushed.slug_perm })
  })

  test('republish replaces other bytes', async () => {
    const world = await story()
    const { cloudsmith, push, ref } = world
    const pushed = await push('dev', ms)
    await push('staging', tampered)

    const { package: copied } = await copy(cloudsmith, ref(pushed), { to: 'staging', republish: true })

    expect(copied.checksum_sha256).toBe(pushed.checksum_sha256)
    expect(await namesIn(world, 'staging')).toEqual(['ms'])
  })

  test('an unknown destination is refused in the service’s words', async () => {
    const { cloudsmith, push, ref } = await story()
    const pushed = await push('dev', ms)
    await expect(copy(cloudsmith, ref(pushed), { to: 'nowhere' })).rejects.toMatchObject({
      status: expect.any(Number),
    })
    await expect(move(cloudsmith, ref(pushed), { to: 'globex/staging' })).rejects.toThrow('a workspace other than')
  })

  test('a package that is not there is a clear error', async () => {
    const { cloudsmith } = await story()
    const nothing = { owner: 'acme', repo: 'dev', identifier: 'nothing' }
    await expect(copy(cloudsmith, nothing, { to: 'staging' })).rejects.toMatchObject({ name: 'NotFoundError' })
    await expect(move(cloudsmith, nothing, { to: 'staging' })).rejects.toMatchObject({ name: 'NotFoundError' })
  })
})

test('waitForScan gives what the scan found', async () => {
  const { cloudsmith, push, ref } = await story()
  const pushed = await push('dev', lodash)
  await expect(waitForScan(cloudsmith, ref(pushed))).resolves.toMatchObject({ verdict: 'vulnerable' })
})
