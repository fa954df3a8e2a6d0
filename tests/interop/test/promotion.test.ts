import { readFile } from 'node:fs/promises'
import { mavenJar, npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { briefly, service, test } from '../src/service.ts'

const { cli, emulator, settled, file } = service()

/** How many of a name there are, by repository. */
async function places(name: string) {
  const repositories = ['dev', 'staging', 'production']
  const found = repositories.map(
    async (repo) => (await cli.list(['list', 'packages', `acme/${repo}`, '-q', `name:^${name}$`])).length,
  )
  const counts = await Promise.all(found)
  return Object.fromEntries(repositories.map((repo, index) => [repo, counts[index]]))
}

test('a package is copied, moved, resynchronised and deleted, and comes back from the recycle bin', async () => {
  const original = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))

  const copy = await cli.item(['copy', `acme/dev/${original.slug_perm}`, 'staging', ...briefly])
  expect(copy).toMatchObject({ status: 'OK', slug: expect.stringMatching(/^lodash-/) })
  expect(copy.slug_perm).not.toBe(original.slug_perm)
  expect(await settled(copy.slug_perm, 'staging')).toMatchObject({ checksum_sha256: original.checksum_sha256 })
  expect(await places('lodash')).toEqual({ dev: 1, staging: 1, production: 0 })

  const moved = await cli.item(['move', `acme/staging/${copy.slug_perm}`, 'production', '--yes', ...briefly])
  expect(moved).toMatchObject({ status: 'OK' })
  expect(moved.slug).not.toBe(copy.slug)
  expect(await settled(copy.slug_perm, 'production')).toMatchObject({ slug: moved.slug, is_sync_completed: true })
  expect(await places('lodash')).toEqual({ dev: 1, staging: 0, production: 1 })

  const at = `acme/production/${moved.slug}`
  expect(await cli.item(['resync', at, ...briefly])).toMatchObject({ slug: moved.slug, status: 'OK' })

  await cli.done(['delete', at, '--yes'])
  await emulator.settle()
  expect(await cli.failure(['status', at])).toMatchObject({ code: exitCodeOf(404) })

  // The command line has no word for this.
  const restored = await fetch(`${emulator.origin}/recycle-bin/acme/action/`, {
    method: 'POST',
    headers: { 'X-Api-Key': 'emulator-admin-key', 'Content-Type': 'application/json' },
    body: JSON.stringify({ action: 'restore', identifiers: [copy.slug_perm] }),
  })
  expect(restored.status).toBe(200)
  await emulator.settle()
  expect(await cli.data(['status', `acme/production/${copy.slug_perm}`])).toMatchObject({ ok: true, status: 'Completed' })
})

test('nobody has to wait, nor to give up for an error', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'hasty', version: '1.0.0' }))
  const hurry = ['--no-wait-for-sync', '--skip-errors', '--sync-attempts', '1']
  const copy = await cli.item(['copy', `acme/dev/${slug_perm}`, 'staging', ...hurry])
  await emulator.settle()
  await cli.item(['promote', `acme/staging/${copy.slug_perm}`, 'production', '--yes', ...hurry])
  await emulator.settle()
  await cli.item(['resync', `acme/production/${copy.slug_perm}`, ...hurry])
  expect(await settled(copy.slug_perm, 'production')).toMatchObject({ is_sync_completed: true })
  expect(await places('hasty')).toEqual({ dev: 1, staging: 0, production: 1 })
})

test('nobody copies where they may not write, nor to where nothing is', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'ms', version: '2.1.3' }))
  const reader = { environment: { CLOUDSMITH_API_KEY: 'emulator-read-key' } }
  const forbidden = await cli.failure(['copy', `acme/dev/${slug_perm}`, 'staging'], reader)
  expect(forbidden).toMatchObject({ code: exitCodeOf(403), meta: { code: 403 } })
  expect((await cli.failure(['copy', `acme/dev/${slug_perm}`, 'nowhere'])).meta.code).toBeOneOf([404, 422])
  expect(await places('ms')).toEqual({ dev: 1, staging: 0, production: 0 })
})

test('what is quarantined cannot be downloaded until it is released', async () => {
  const fixture = npmPackage({ name: 'left-pad', version: '1.3.0' })
  const { slug_perm } = await emulator.add('acme/dev', fixture)
  const to = await file('left-pad.tgz', {})
  const download = ['download', 'acme/dev', 'left-pad', '--version', '1.3.0', '--yes', '--overwrite', '--outfile', to]

  expect(await cli.data(['quarantine', 'add', `acme/dev/${slug_perm}`])).toMatchObject({ status: 'OK' })
  expect(await cli.data(['status', `acme/dev/${slug_perm}`])).toMatchObject({ status: 'Quarantined' })
  const refused = await cli.run(download)
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    data: { files: [{ status: 'FAILED', error: expect.stringContaining('403') }] },
  })

  expect(await cli.data(['quarantine', 'remove', `acme/dev/${slug_perm}`])).toMatchObject({ status: 'OK' })
  expect(await cli.data(download)).toMatchObject({ summary: { success: 1, failed: 0 } })
  expect(await readFile(to)).toEqual(Buffer.from(fixture.bytes))
})

test('all files of a package are downloaded, with those beside the main one', async () => {
  const jar = mavenJar({ groupId: 'com.acme', artifactId: 'core', version: '1.0' })
  await emulator.add('acme/dev', jar)
  const data = await cli.data([
    'download',
    'acme/dev',
    'core',
    '--all-files',
    '--yes',
    '--outfile',
    `${await file('to', {})}-all`,
  ])
  expect(data).toMatchObject({
    files: [
      { filename: 'core-1.0.jar', is_primary: true, size: jar.bytes.length, status: 'OK' },
      { filename: 'core-1.0.pom', is_primary: false, status: 'OK' },
    ],
  })
})

test('direct dependencies are told', async () => {
  const fixture = npmPackage({ name: 'app', version: '1.0.0', dependencies: { lodash: '^4.17.0' } })
  const { slug_perm } = await emulator.add('acme/dev', fixture)
  const lodash = expect.objectContaining({ name: 'lodash', version: '^4.17.0' })
  expect(await cli.list(['dependencies', `acme/dev/${slug_perm}`])).toEqual([lodash])
  expect(await cli.list(['list', 'dependencies', `acme/dev/${slug_perm}`])).toEqual([lodash])
})
