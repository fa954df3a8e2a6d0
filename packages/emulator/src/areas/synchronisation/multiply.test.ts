import { expect, test } from 'vitest'
import type { Json } from '../../../test/json.ts'
import { story } from '../../../test/story.ts'
import { npmPackage } from '../../testing.ts'

const model = npmPackage({ name: 'model', version: '1.0.0', license: 'MIT' })

function* variants(count: number) {
  for (let index = 0; index < count; index++) {
    const [name, version] = [`package-${index % 100}`, `1.${Math.floor(index / 100)}.0`]
    yield { name, version, filename: `${name}-${version}.tgz`, ...(index === 7 && { tags: ['chosen'] }) }
  }
}

test('many packages of one file are there as if each had been uploaded', async () => {
  const { emulator, admin } = story()
  expect(await emulator.addMany('acme/dev', model, variants(1000), { uploadedAt: '2026-01-01' })).toBe(1000)

  const list = await admin('GET', '/packages/acme/dev/?page_size=2')
  expect(list.headers.get('x-pagination-count')).toBe('1000')
  const [chosen] = (await admin('GET', '/packages/acme/dev/?query=tag:chosen')).body
  expect(chosen).toMatchObject({
    name: 'package-7',
    version: '1.0.0',
    filename: 'package-7-1.0.0.tgz',
    spdx_license: 'MIT',
    is_sync_completed: true,
    security_scan_status: 'Scan Detected No Vulnerabilities',
    tags: { info: ['chosen'] },
    uploaded_at: '2026-01-01T00:00:00.000000Z',
  })
  const latest: Json[] = (await admin('GET', '/packages/acme/dev/?query=name:^package-7$%20tag:latest')).body
  expect(latest.map(({ version }) => version)).toEqual(['1.9.0'])
  expect((await admin('GET', chosen.cdn_url)).status).toBe(200)
})

test('each of many packages goes its own way from then on', async () => {
  const { emulator, admin } = story()
  await emulator.addMany('acme/dev', model, variants(3))
  const [newest, ...others]: Json[] = (await admin('GET', '/packages/acme/dev/')).body

  await admin('POST', `/packages/acme/dev/${newest.slug_perm}/copy/`, { destination: 'staging' })
  await admin('POST', `/packages/acme/dev/${newest.slug_perm}/quarantine/`)
  await admin('DELETE', `/packages/acme/dev/${others[0]?.slug_perm}/`)
  await emulator.settle()

  expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
    { name: newest.name, is_quarantined: true },
    { name: others[1]?.name, is_quarantined: false, is_sync_completed: true },
  ])
  expect((await admin('GET', '/packages/acme/staging/')).body).toMatchObject([
    { name: newest.name, version: newest.version, is_quarantined: false, is_sync_completed: true },
  ])
})

test('one that is there already is refused by its name', async () => {
  const { emulator } = story()
  await emulator.addMany('acme/dev', model, variants(3))
  await expect(emulator.addMany('acme/dev', model, variants(1))).rejects.toThrow('package-0 1.0.0 exists already.')
})
