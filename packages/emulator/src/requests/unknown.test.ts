import { expect, test } from 'vitest'
import { story } from '../../test/story.ts'

test('a field that the API does not know is told in the log, and is no error', async () => {
  const { emulator, admin } = story()
  const team = { name: 'Platform', slug: 'platform', colour: 'red' }

  const { status } = await admin('POST', '/orgs/acme/teams/?dry_run=true', team)

  expect(status).toBe(201)
  expect(emulator.requests.all.at(-1)?.unknown).toEqual(['?dry_run', 'colour'])
  expect((await admin('GET', '/orgs/acme/teams/?page=1')).status).toBe(200)
  expect(emulator.requests.all.at(-1)).not.toHaveProperty('unknown')
})

test('it is told where it is, inside of lists and objects too', async () => {
  const { emulator, admin } = story()
  await admin('PUT', '/repos/acme/dev/privileges', { privileges: [{ privilege: 'Read', user: 'reader', until: 'tomorrow' }] })
  expect(emulator.requests.all.at(-1)?.unknown).toEqual(['privileges[0].until'])
})

test('fields that may have any name are known', async () => {
  const { emulator, admin } = story()
  await admin('POST', '/entitlements/acme/dev/', { name: 'ci', metadata: { whatever: 1 } })
  expect(emulator.requests.all.at(-1)).not.toHaveProperty('unknown')
})

test('names of many fields, long ones and strange ones do not fill the log', async () => {
  const { emulator, admin } = story()
  const strange = { 'a\nb': 1, ['x'.repeat(1000)]: 1 }
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`field${index}`, 1]))
  await admin('POST', '/orgs/acme/teams/', { ...strange, ...many })
  const unknown = emulator.requests.all.at(-1)?.unknown ?? []
  expect(unknown).toHaveLength(20)
  expect(unknown.slice(0, 2)).toEqual(['a?b', `${'x'.repeat(80)}`])
})
