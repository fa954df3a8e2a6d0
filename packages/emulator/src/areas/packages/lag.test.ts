import { expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { npmPackage, rawFile } from '../../testing.ts'

const minute = 60_000

/** A repository whose lists lag a minute behind, and their content. */
function late() {
  const told = story({ switches: { lagSeconds: 60 } })
  const names = async (query = '', place = 'acme/dev') =>
    (await told.admin('GET', `/packages/${place}/${query}`)).body.map(({ name }: { name: string }) => name)
  return { ...told, names, later: () => told.emulator.clock.advance(minute) }
}

test('what has just arrived is found by its identifier, but not in lists', async () => {
  const { emulator, admin, names, later } = late()
  const pkg = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
  const groups = async () => (await admin('GET', '/packages/acme/dev/groups/')).body.results

  expect((await admin('GET', `/packages/acme/dev/${pkg.slug_perm}/`)).body).toMatchObject({ name: 'lodash' })
  expect([await names(), await names('?query=name:^lodash$'), await names('', 'acme'), await groups()]).toEqual([[], [], [], []])

  await later()
  expect([await names(), await names('?query=name:^lodash$'), await names('', 'acme')]).toEqual([
    ['lodash'],
    ['lodash'],
    ['lodash'],
  ])
  expect(await groups()).toMatchObject([{ name: 'lodash', count: 1 }])
})

test('tags, moves and deletions are seen late, each as it was a minute ago', async () => {
  const { emulator, admin, names, later } = late()
  const [a, b] = [
    await emulator.add('acme/dev', rawFile({ name: 'a', version: '1', bytes: 'a' })),
    await emulator.add('acme/dev', rawFile({ name: 'b', version: '1', bytes: 'b', filename: 'b' })),
  ]
  await later()
  await admin('POST', `/packages/acme/dev/${a.slug_perm}/tag/`, { tags: ['approved'] })
  await emulator.clock.advance(minute / 2)
  await admin('POST', `/packages/acme/dev/${a.slug_perm}/tag/`, { tags: ['released'] })
  await admin('DELETE', `/packages/acme/dev/${b.slug_perm}/`)
  await emulator.clock.advance(minute / 4)
  expect((await admin('GET', `/packages/acme/dev/${b.slug_perm}/`)).status).toBe(404)
  expect(await names('?query=tag:approved')).toEqual([])
  expect((await names('?sort=name')).sort()).toEqual(['a', 'b'])

  await emulator.clock.advance(minute / 4)
  expect(await names('?query=tag:approved')).toEqual(['a'])
  expect(await names('?query=tag:released')).toEqual([])
  const [listed] = (await admin('GET', '/packages/acme/dev/?query=name:^a$')).body
  expect(listed.tags).toEqual({ info: ['approved'], version: ['latest'] })

  await later()
  expect(await names()).toEqual(['a'])
  expect(await names('?query=tag:released')).toEqual(['a'])

  await admin('POST', `/packages/acme/dev/${a.slug_perm}/move/`, { destination: 'staging' })
  expect([await names(), await names('', 'acme/staging')]).toEqual([['a'], []])
  await later()
  expect([await names(), await names('', 'acme/staging')]).toEqual([[], ['a']])
})

test('a lag that begins later shows what a list has shown before, and ends at once', async () => {
  const { emulator, admin } = story()
  const pkg = await emulator.add('acme/dev', rawFile({ bytes: 'a' }))
  const listed = async () => (await admin('GET', '/packages/acme/dev/?query=tag:approved')).body.length
  emulator.switches.lagSeconds = 60
  expect(await listed()).toBe(0)
  await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/tag/`, { tags: ['approved'] })
  expect(await listed()).toBe(0)
  emulator.switches.lagSeconds = 0
  expect(await listed()).toBe(1)
})
