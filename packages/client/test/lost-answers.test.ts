import type { Emulator, Fault } from '@cloudsmith-sdk/emulator'
import { mavenJar, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { ms, pushing, tampered } from './support/pushing.ts'

const create = 'packages_upload_npm'

/** An upload in progress, as recorded by the emulator. */
interface Upload {
  isUsed: boolean
  readonly file: { readonly blob?: object }
}

function uploadsOf({ world }: Emulator): Upload[] {
  const kept = world.parts?.get('uploads') as ReadonlyMap<string, Upload> | undefined
  return [...(kept?.values() ?? [])]
}

/** Ways in which the outcome of a request remains unknown. */
const losses: readonly [string, Omit<Fault, 'operation'>][] = [
  ['never arrived', { dropReply: true }],
  ['was acted on, and its answer lost', { dropReply: true, when: 'after' }],
  ['was acted on, and answered 500', { status: 500, when: 'after' }],
  ['was acted on, and answered 504 by a gateway', { status: 504, when: 'after', body: '<html>' }],
  ['was acted on, and half of the answer came', { status: 201, when: 'after', body: '{"slug_perm"' }],
  ['was refused by a gateway with 503', { status: 503 }],
]

describe.each(losses)('a request that %s', (_, fault) => {
  test.each(['files_create', 'files_complete', create])('is made out: %s', async (operation) => {
    const { push, break: fail, there, count } = pushing({ method: 'put_parts' })
    fail(operation, fault)
    const pkg = await push(ms)
    expect(pkg).toMatchObject({ name: 'ms', is_sync_completed: true })
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
    expect(count('files_abort')).toBe(0)
  })

  test('is made out where it fails twice in a row', async () => {
    const { push, break: fail, there } = pushing({ method: 'put_parts' })
    for (const operation of ['files_create', 'files_complete', create]) fail(operation, { ...fault, times: 2 })
    const pkg = await push(ms)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })
})

describe('a package whose creation was not heard of', () => {
  const lost = { dropReply: true, when: 'after' } as const

  test('is found, and not created again', async () => {
    const { push, break: fail, count, there } = pushing()
    fail(create, lost)
    const pkg = await push(ms)
    expect(count(create)).toBe(1)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })

  test('is found where lists lag behind', async () => {
    const { emulator, push, break: fail, there } = pushing()
    emulator.switches.lagSeconds = 30
    fail(create, lost)
    const pkg = await push(ms)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })

  test('is found with all its files', async () => {
    const { push, break: fail, there } = pushing()
    fail('packages_upload_maven', lost)
    const pkg = await push(mavenJar({ groupId: 'com.acme', artifactId: 'lib', version: '3.1' }))
    expect(pkg.files).toHaveLength(2)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })

  test('is found where it was pushed from a stream', async () => {
    const { push, break: fail, there, count } = pushing()
    fail(create, lost)
    const pkg = await push(ms, { file: new Blob([new Uint8Array(ms.bytes)]).stream(), filename: ms.filename })
    expect(count(create)).toBe(1)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })

  test('is not taken for one of the same file name and other bytes, nor for one that another has pushed', async () => {
    const { emulator, as, push, break: fail } = pushing()
    const raw = (text: string) => rawFile({ filename: 'notes.txt', bytes: new TextEncoder().encode(text) })
    const fields = { name: 'notes', version: '1' }
    fail('packages_upload_raw', { dropReply: true })
    const other = push({ ...raw('other bytes'), fields }, {}, as('emulator-write-key'))
    const mine = push({ ...raw('my bytes'), fields: { ...fields, version: '2' } })
    const [theirs, ours] = await Promise.all([other, mine])
    expect(ours.slug_perm).not.toBe(theirs.slug_perm)
    expect(ours).toMatchObject({ version: '2', is_sync_completed: true })
    await emulator.settle()
    expect(emulator.world.packages.size).toBe(2)
  })

  test('is a duplicate all the same where it was there before', async () => {
    const { emulator, push, break: fail, there } = pushing()
    const before = await push(ms)
    await emulator.clock.advance(3_600_000)
    fail(create, lost)
    await expect(push(tampered)).rejects.toMatchObject({ name: 'SyncFailedError', failure: 'duplicate' })
    expect(await there()).toEqual([`${before.slug_perm} completed`])
  })

  test('is done where the service made two of it', async () => {
    const { emulator, push, break: fail, before, there, count } = pushing()
    emulator.switches.lagSeconds = 30
    fail(create, lost)
    // A service that accepts an upload for a second package, contrary to its documentation.
    before(() => {
      for (const upload of uploadsOf(emulator)) upload.isUsed = false
    })
    const pkg = await push(ms)
    expect(count(create)).toBe(2)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })

  test('fails with what happened where the service is down', async () => {
    const { push, break: fail, there } = pushing()
    fail(create, { dropReply: true, times: Number.POSITIVE_INFINITY })
    await expect(push(ms)).rejects.toMatchObject({ name: 'ConnectionError', operation: 'packages.upload.npm' })
    expect(await there()).toEqual([])
  })
})

describe('an upload in parts', () => {
  test('that may be whole is not thrown away', async () => {
    const { emulator, push, break: fail, count } = pushing({ method: 'put_parts' })
    fail('files_complete', { dropReply: true, when: 'after', times: Number.POSITIVE_INFINITY })
    await expect(push(ms)).rejects.toMatchObject({ name: 'ConnectionError' })
    expect(count('files_abort')).toBe(0)
    expect(uploadsOf(emulator).map(({ file }) => file.blob !== undefined)).toEqual([true])
  })

  test('is done where the service takes a second request to complete it', async () => {
    const { emulator, push, break: fail, there } = pushing({ method: 'put_parts' })
    emulator.switches.completedTwice = 'accepted'
    fail('files_complete', { dropReply: true, when: 'after' })
    const pkg = await push(ms)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
  })

  test('that is refused is thrown away, also where the answer to that is lost', async () => {
    const { emulator, push, break: fail, count } = pushing({ method: 'put_parts' })
    fail('files_complete', { status: 400, body: { detail: 'No.' } })
    fail('files_abort', { dropReply: true })
    await expect(push(ms)).rejects.toMatchObject({ status: 400, detail: 'No.' })
    expect(count('files_abort')).toBe(2)
    expect(uploadsOf(emulator)).toEqual([])
  })
})
