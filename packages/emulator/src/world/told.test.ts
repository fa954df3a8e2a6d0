import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keys, story } from '../../test/story.ts'
import type { Emulator } from '../emulator.ts'
import { openState } from '../state/state-folder.ts'
import { npmPackage } from '../testing.ts'
import type { PackageRecord } from './records.ts'

const finding = {
  id: 'CVE-2026-0001',
  aliases: [],
  source: 'nvd',
  packageName: 'openssl',
  severity: 'High',
  title: 'Found in its files',
  description: 'Found in its files',
  references: [],
  affectedVersion: '3.0.0',
} as const

/** A package that is only known by the description of a workspace. */
async function withoutBytes() {
  const { emulator, admin } = story()
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'far', version: '1.0.0' }))
  const before = (await admin('GET', `/packages/acme/dev/${slug_perm}/`)).body
  const pkg = emulator.world.packages.get(slug_perm) as PackageRecord
  const files = pkg.content.files.map(({ field, filename, blob }) => {
    const {
      bytes: _bytes,
      references: _references,
      ...told
    } = blob ?? { bytes: 0, references: 0, size: 0, md5: '', sha1: '', sha256: '', sha512: '' }
    return { field, filename, told }
  })
  Object.assign(pkg.content, { files, findings: [finding] })
  return { emulator, admin, before, slug_perm }
}

test('a package without bytes shows their sizes and checksums, and is found by them', async () => {
  const { admin, before, slug_perm } = await withoutBytes()
  const { body } = await admin('GET', `/packages/acme/dev/${slug_perm}/`)
  expect(body).toEqual({ ...before, freeable_storage: 0 })
  expect((await admin('GET', `/packages/acme/dev/?query=checksum:${before.checksum_sha256}`)).body).toHaveLength(1)
})

test('its bytes are not given out: 501 says that it was mirrored', async () => {
  const { emulator, before } = await withoutBytes()
  const answer = await emulator.fetch(before.cdn_url, { headers: { 'X-Api-Key': keys.admin } })
  expect([answer.status, await answer.json()]).toEqual([501, { detail: expect.stringContaining('mirrored') }])
})

test('a copy of it synchronises, and its scan finds what is known of its files', async () => {
  const { emulator, admin, slug_perm } = await withoutBytes()
  const { body: copy } = await admin('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination: 'staging' })
  await emulator.settle()
  const { body } = await admin('GET', `/packages/acme/staging/${copy.slug_perm}/`)
  expect(body).toMatchObject({ is_sync_completed: true, vulnerability_counts: { total: 1, high: 1 } })
})

test('a state keeps what is known of files without their bytes', async () => {
  const { emulator, admin, slug_perm } = await withoutBytes()
  const folder = await mkdtemp(join(tmpdir(), 'emulator-told-'))
  await openState(folder, []).save(emulator)
  const other = story()
  await openState(folder, []).load(other.emulator as Emulator)
  const read = `/packages/acme/dev/${slug_perm}/`
  const { files, size } = (await admin('GET', read)).body
  expect((await other.admin('GET', read)).body).toMatchObject({ files, size })
  await other.emulator.settle()
  expect((await other.admin('GET', read)).body.vulnerability_counts).toMatchObject({ total: 1, high: 1 })
  await rm(folder, { recursive: true })
})
