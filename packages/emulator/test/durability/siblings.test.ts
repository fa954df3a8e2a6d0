import { toldApartBy } from '@cloudsmith-sdk/formats'
import { describe, expect, test } from 'vitest'
import type { PackageFixture } from '../../src/testing.ts'
import type { Json } from '../json.ts'
import { relatives } from '../siblings.ts'
import { story } from '../story.ts'

/** Where two packages meet. */
const place = 'acme/staging'

type Story = ReturnType<typeof story>

/** Turns on replacing in the repository, because a move has no option for it. */
const replacing = ({ admin }: Story) => admin('PATCH', `/repos/${place}/`, { replace_packages_by_default: true })

/** The ways in which a package can arrive where another one is. */
const ways: Readonly<Record<string, (told: Story, newcomer: PackageFixture, republish: boolean) => Promise<unknown>>> = {
  push: (told, newcomer, republish) => told.publish(newcomer, place, { republish }),
  async copy(told, newcomer, republish) {
    const { slug_perm } = await told.publish(newcomer, 'acme/dev')
    await told.admin('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination: 'staging', republish })
    await told.emulator.settle()
  },
  async move(told, newcomer, republish) {
    const { slug_perm } = await told.publish(newcomer, 'acme/dev')
    if (republish) await replacing(told)
    await told.admin('POST', `/packages/acme/dev/${slug_perm}/move/`, { destination: 'staging' })
    await told.emulator.settle()
  },
}

/** The rows of the repository after both have arrived. */
async function meeting(way: string, [resident, newcomer]: readonly [PackageFixture, PackageFixture], republish: boolean) {
  const told = story()
  const { slug_perm } = await told.publish(resident, place)
  await ways[way]?.(told, newcomer, republish)
  const rows: Json[] = (await told.admin('GET', `/packages/${place}/`)).body
  return { rows, resident: rows.find((row) => row.slug_perm === slug_perm) }
}

/** Which of two arrives later. For pushes both orders are tried, because reading one must not depend on the other. */
function orders(way: string, base: PackageFixture, other: PackageFixture) {
  return way === 'push' ? [[base, other] as const, [other, base] as const] : [[base, other] as const]
}

test('there are relatives of a package of every format whose identity is known', () => {
  expect(Object.keys(relatives).toSorted()).toEqual(Object.keys(toldApartBy).toSorted())
})

test.each(Object.entries(relatives))(
  '%s: relatives differ in all that the table tells apart by, and in nothing else',
  (format, family) => {
    const words: Readonly<Record<string, string>> = { file: 'file name' }
    const told = (toldApartBy[format] ?? []).flatMap((trait) => {
      return trait === 'identifiers' ? [] : [words[trait] ?? trait]
    })
    expect(Object.keys(family.apart)).toEqual(expect.arrayContaining(told))
    for (const trait of ['file name', 'extension', 'distribution', 'architectures', 'type'])
      if (!told.includes(trait)) expect(Object.keys(family.apart)).not.toContain(trait)
  },
)

describe.each(Object.keys(ways))('by %s', (way) => {
  describe.each([false, true])('republish %s', (republish) => {
    test.each(Object.entries(relatives))('%s: what differs in one thing that tells apart stays beside it', async (_, family) => {
      for (const [what, other] of Object.entries(family.apart))
        for (const pair of orders(way, family.base, other)) {
          const { rows } = await meeting(way, pair, republish)
          expect({ what, states: rows.map(({ status_str }) => status_str) }).toEqual({ what, states: ['Completed', 'Completed'] })
        }
    })

    test.each(Object.entries(relatives))('%s: what differs in nothing that tells apart is a duplicate', async (_, family) => {
      for (const [what, other] of Object.entries(family.same))
        for (const pair of orders(way, family.base, other)) {
          const { rows, resident } = await meeting(way, pair, republish)
          const failed = rows.filter(({ is_sync_failed }) => is_sync_failed)
          expect({ what, failed: failed.length, isThere: resident?.is_sync_completed ?? false, rows: rows.length }).toEqual(
            republish ? { what, failed: 0, isThere: false, rows: 1 } : { what, failed: 1, isThere: true, rows: 2 },
          )
        }
    })
  })
})
