import fc from 'fast-check'
import { expect, test } from 'vitest'
import { circlesOf } from './circles.ts'

const member = (slugPerm: string, ...servers: string[]) => ({
  slugPerm,
  neededBy: undefined,
  needs: servers.map((server) => ({ servedBy: [server] })),
})
const told = (...members: ReturnType<typeof member>[]) =>
  circlesOf(members).map(({ slugPerms, wave }) => `${wave}: ${slugPerms.toSorted().join()}`)

test('a dependency comes before the packages that need it, and packages that need each other come together', () => {
  expect(told(member('app', 'left', 'right'), member('left', 'leaf'), member('right', 'leaf'), member('leaf'))).toEqual([
    '0: leaf',
    '1: left',
    '1: right',
    '2: app',
  ])
  expect(told(member('app', 'left'), member('left', 'right'), member('right', 'left', 'leaf'), member('leaf'))).toEqual([
    '0: leaf',
    '1: left,right',
    '2: app',
  ])
  expect(told(member('self', 'self'), member('alone', 'not in the plan'))).toEqual(['0: self', '0: alone'])
})

test('a chain of dependencies may be very long', () => {
  const chain = Array.from({ length: 20_000 }, (_, index) => member(`${index}`, `${index + 1}`))
  expect(circlesOf(chain).at(-1)).toEqual({ slugPerms: ['0'], wave: 19_999 })
})

test('each package is in exactly one circle, after all dependencies outside of it', () => {
  const names = fc.integer({ min: 0, max: 12 }).map(String)
  fc.assert(
    fc.property(fc.dictionary(names, fc.array(names, { maxLength: 4 })), (needs) => {
      const members = Object.entries(needs).map(([slugPerm, servers]) => member(slugPerm, ...servers))
      const circles = circlesOf(members)
      expect(circles.flatMap(({ slugPerms }) => slugPerms).toSorted()).toEqual(Object.keys(needs).toSorted())
      const before = new Set<string>()
      for (const { slugPerms } of circles) {
        const inside = new Set(slugPerms)
        const needed = slugPerms.flatMap((slug) => needs[slug] ?? []).filter((slug) => slug in needs && !inside.has(slug))
        expect(needed.filter((slug) => !before.has(slug))).toEqual([])
        for (const slug of slugPerms) before.add(slug)
      }
    }),
  )
})
