import { describe, expect, test } from 'vitest'
import type { Json } from '../../../test/json.ts'
import { story } from '../../../test/story.ts'
import { rawFile } from '../../testing.ts'

const file = rawFile({ name: 'acme', version: '1', bytes: 'a' })

test('a package in quarantine can neither be copied nor moved, unless a switch lets it go', async () => {
  const { emulator, admin } = story()
  const { slug_perm } = await emulator.add('acme/dev', file)
  const path = `/packages/acme/dev/${slug_perm}/`
  const copy = async () => (await admin('POST', `${path}copy/`, { destination: 'staging' })).status
  await admin('POST', `${path}quarantine/`)

  expect((await admin('GET', path)).body).toMatchObject({ is_copyable: false, is_moveable: false })
  expect([await copy(), (await admin('POST', `${path}move/`, { destination: 'staging' })).status]).toEqual([400, 400])
})

describe.each(['quarantined', 'released'] as const)(
  'a package in quarantine that a switch lets go: it arrives %s',
  (quarantinedCopy) => {
    test.each(['copy', 'move'] as const)('by %s', async (action) => {
      const { emulator, admin, reader } = story({ switches: { quarantinedCopy } })
      const { slug_perm } = await emulator.add('acme/dev', file)
      const path = `/packages/acme/dev/${slug_perm}/`
      await admin('POST', `${path}quarantine/`)
      expect((await admin('GET', path)).body).toMatchObject({ is_copyable: true, is_moveable: true })

      expect((await admin('POST', `${path}${action}/`, { destination: 'staging' })).status).toBe(200)
      await emulator.settle()
      const [arrived] = (await admin('GET', '/packages/acme/staging/')).body
      const isHeld = quarantinedCopy === 'quarantined'
      expect(arrived).toMatchObject({ is_quarantined: isHeld, status_str: isHeld ? 'Quarantined' : 'Completed' })
      expect((await reader('GET', arrived.cdn_url)).status).toBe(isHeld ? 403 : 200)
      if (action === 'copy') expect((await admin('GET', path)).body).toMatchObject({ is_quarantined: true })
    })
  },
)

test.each([true, false])('a move that keeps tags: %s', async (moveKeepsTags) => {
  const { emulator, admin } = story({ switches: { moveKeepsTags } })
  const { slug_perm } = await emulator.add('acme/dev', file, { tags: ['approved'] })

  await admin('POST', `/packages/acme/dev/${slug_perm}/move/`, { destination: 'staging' })
  await emulator.settle()

  const found = async (query: string): Promise<Json[]> => (await admin('GET', `/packages/acme/staging/?query=${query}`)).body
  expect(await found('tag:approved')).toHaveLength(moveKeepsTags ? 1 : 0)
  expect((await found(''))[0]?.tags).toEqual({ ...(moveKeepsTags && { info: ['approved'] }), version: ['latest'] })
})
