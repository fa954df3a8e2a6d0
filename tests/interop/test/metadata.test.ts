import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli, emulator, file } = service()

test('metadata is attached to a package, listed, changed and removed', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
  const at = `acme/dev/${slug_perm}`

  const added = await cli.item(['metadata', 'add', at, '--content-type=application/json', '--content={"approved":true}'])
  expect(added).toMatchObject({ content: { approved: true }, content_type: 'application/json' })
  const path = await file('build.json', { build: 7 })
  await cli.item(['metadata', 'add', at, '--content-type=application/json', '--file', path, '--source-identity=pipeline'])

  const entries = await cli.list(['metadata', 'list', at])
  expect(entries.map(({ source_identity }) => source_identity)).toContain('pipeline')
  expect(entries).toHaveLength(2)

  const changed = await cli.item(['metadata', 'update', at, added.slug_perm, '--content={"approved":false}'])
  expect(changed).toMatchObject({ slug_perm: added.slug_perm, content: { approved: false } })
  expect(await cli.data(['metadata', 'remove', at, added.slug_perm, '--yes'])).toMatchObject({ deleted: true })
  expect(await cli.list(['metadata', 'list', at])).toMatchObject([{ content: { build: 7 } }])
  const gone = await cli.failure(['metadata', 'update', at, added.slug_perm, '--content={}'])
  expect(gone).toMatchObject({ code: exitCodeOf(404) })
})

test('entries are sifted by where they come from and what they are; what nobody knows is refused', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20' }))
  const at = `acme/dev/${slug_perm}`
  await cli.item(['metadata', 'add', at, '--content-type=application/json', '--content={"approved":true}'])
  const list = (...filter: string[]) => cli.list(['metadata', 'list', at, ...filter])
  const [own] = await list('--source-kind', 'custom')
  expect(own).toMatchObject({ content: { approved: true } })
  expect(await list('--source-kind', 'system')).toEqual([])
  expect(await list('--classification', String(own?.classification).toLowerCase())).toMatchObject([{ slug_perm: own?.slug_perm }])
  expect(await list('--page', '1', '--page-size', '1')).toHaveLength(1)
  const unknown = await cli.failure(['metadata', 'list', at, '--source-kind', 'nobody'])
  expect(unknown.code).not.toBe(0)
})
