import { expect, test } from 'vitest'
import { SyncFailedError } from '../src/index.ts'
import { ms, pushing, tampered } from './support/pushing.ts'

const broken = { ...ms, bytes: new TextEncoder().encode('no tarball') }
const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

test('a push that fails as a duplicate leaves what was there, and nothing of its own', async () => {
  const { push, there } = pushing()
  const first = await push(ms)
  const error = await push(tampered).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SyncFailedError)
  expect(error).toMatchObject({ failure: 'duplicate', nonRetryable: true, reason: expect.stringContaining('already exists') })
  expect(String(error)).toMatch(/already exists.*Its entry was deleted\. Push another version, replace.*\('skip'\)\.$/)
  expect(await there()).toEqual([`${first.slug_perm} completed`])
})

test.each([
  [
    'cannot be read',
    broken,
    'unparsable',
    /Could not parse metadata.*Its entry was deleted\. Fix the file, and push it again\.$/,
  ],
  [
    'is malware',
    { ...ms, bytes: new TextEncoder().encode(eicar) },
    'malware',
    /malicious content.*Pushing the same file again cannot help\.$/,
  ],
])('a push of what %s leaves nothing, and the reason is in the error', async (_, fixture, failure, message) => {
  const { push, there } = pushing()
  const error = await push(fixture).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'SyncFailedError', failure })
  expect(String(error)).toMatch(message)
  expect(await there()).toEqual([])
})

test('failed entries of others stay', async () => {
  const { push, as, there } = pushing()
  const theirs = await push(broken, { waitForSync: false }, as('emulator-write-key'))
  await expect(push(broken)).rejects.toBeInstanceOf(SyncFailedError)
  expect(await there()).toEqual([`${theirs.slug_perm} failed`])
})

test('an entry that must not be deleted is named, beside the reason of the failure', async () => {
  const { push, break: fail, there } = pushing()
  fail('packages_delete', { status: 403, body: { detail: 'You do not have permission to perform this action.' } })
  const error = await push(broken).catch((reason: unknown) => reason)
  const [entry = ''] = await there()
  const [slug = ''] = entry.split(' ')
  expect(slug).not.toBe('')
  expect(String(error)).toMatch(/Could not parse metadata/)
  expect(String(error)).toContain(`Delete its entry ${slug}`)
  expect(String(error)).toContain('403')
})

test('an entry that is deleted, and nobody hears of it, is deleted', async () => {
  const { push, break: fail, there } = pushing()
  fail('packages_delete', { dropReply: true, when: 'after' })
  await expect(push(broken)).rejects.toThrow('Its entry was deleted')
  expect(await there()).toEqual([])
})

test('what the service synchronises after all is a success', async () => {
  const { emulator, push, before, there } = pushing({ resyncs: 0 })
  // The service queues the package again by itself, just before it would be deleted.
  let reads = 0
  before((url) => {
    if (!/\/packages\/acme\/dev\/[A-Za-z0-9]{12}\/$/.test(url) || ++reads < 2) return
    for (const pkg of emulator.world.packages.values()) pkg.sync = { ...pkg.sync, state: 'completed' }
  })
  expect(await push(broken)).toMatchObject({ is_sync_completed: true })
  expect(await there()).toHaveLength(1)
})

test('a failure that may pass is tried again as often as asked, also where the answer to that is lost', async () => {
  const { push, break: fail, count, there } = pushing({ resyncs: 2 })
  fail('packages_resync', { dropReply: true, when: 'after' })
  await expect(push(broken)).rejects.toMatchObject({ failure: 'unparsable' })
  expect(count('packages_resync')).toBe(2)
  expect(await there()).toEqual([])
})

test('where it must not be synchronised again, the failure is what is told', async () => {
  const { push, break: fail, there } = pushing()
  fail('packages_resync', { status: 403, body: { detail: 'No.' } })
  await expect(push(broken)).rejects.toMatchObject({ name: 'SyncFailedError', failure: 'unparsable' })
  expect(await there()).toEqual([])
})

test.each(['packages_status', 'packages_read'])(
  'a service that is out of order for a while, in %s, does not end the wait of a push',
  async (operation) => {
    const { push, break: fail, there, asked } = pushing({ interval: 2000 })
    fail(operation, { status: 500, times: 3 })
    const pkg = await push(ms)
    expect(pkg.is_sync_completed).toBe(true)
    expect(await there()).toEqual([`${pkg.slug_perm} completed`])
    expect(asked().filter((each) => each === 'packages_upload_npm')).toHaveLength(1)
  },
)

test('a package that was created is given, also where it is read at the second try', async () => {
  const { push, break: fail, there } = pushing({ waitForSync: false })
  fail('packages_read', { status: 500 })
  const pkg = await push(ms)
  expect(await there()).toEqual([`${pkg.slug_perm} completed`])
})

test('a push that takes too long leaves its entry, which may still become a package', async () => {
  const { push, there } = pushing({ timeout: 1000 })
  await expect(push(ms)).rejects.toMatchObject({ name: 'WaitTimeoutError' })
  expect(await there()).toEqual([expect.stringContaining('completed')])
})
