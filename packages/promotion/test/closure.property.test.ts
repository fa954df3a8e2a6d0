import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { satisfiesAll } from '@cloudsmith-sdk/formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VersionRequirement } from '../src/index.ts'
import { stock } from './stock.ts'

/** A package of a small world. */
interface Sketch {
  readonly name: string
  readonly version: string
  readonly needs: Readonly<Record<string, string>>
}

const names = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const ranges = fc.constantFrom('1', '2', '^1.1.0', '>=1.1.0', '<2', '*', '1.0.0', '>=3')
const versions = fc.constantFrom('1.0.0', '1.1.0', '2.0.0')
const packages = fc.uniqueArray(
  fc.record({ name: names, version: versions, needs: fc.dictionary(names, ranges, { maxKeys: 3 }) }),
  {
    ...{ minLength: 1, maxLength: 10 },
    selector: ({ name, version }) => `${name} ${version}`,
  },
)

const nameOf = ({ name, version }: Pick<Sketch, 'name' | 'version'>) => `${name} ${version}`
const meets = (range: string) => (version: string) =>
  satisfiesAll('npm', version, [{ operator: 'matches', version: range === '*' ? null : range }])

/** What packages need of those that are there, as far as npm would find it; by themselves and in turn. */
function unmetOf(some: readonly Sketch[], there: readonly Sketch[]) {
  return some.flatMap((by) =>
    Object.entries(by.needs)
      .filter(([name, range]) => !there.some((each) => each.name === name && meets(range)(each.version)))
      .map(([name, range]) => `${nameOf(by)} needs ${name} ${range}`),
  )
}

function reachedFrom(selected: readonly Sketch[], all: readonly Sketch[]): Sketch[] {
  const reached = new Set(selected)
  for (const { needs } of reached) {
    for (const each of all) {
      const range = needs[each.name]
      if (range !== undefined && meets(range)(each.version)) reached.add(each)
    }
  }
  return [...reached]
}

test('F29 what is taken along is all that can be had of what is needed, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(packages, packages, names, async (dev, staging, chosen) => {
      fc.pre(dev.some(({ name }) => name === chosen))
      const fixture = ({ name, version, needs }: Sketch) => npmPackage({ name, version, license: 'MIT', dependencies: needs })
      // The same package has the same bytes on both sides.
      const sketchOf = new Map([...staging, ...dev].map((each) => [nameOf(each), each]))
      const there = staging.map((each) => sketchOf.get(nameOf(each)) ?? each)
      const world = await stock({ dev: dev.map(fixture), staging: there.map(fixture) })
      const options = { select: { query: `name:^${chosen}$` }, dependencies: 'closure', missingDependencies: 'tell' } as const
      const made = await world.planned(options)

      const planned = made.items.flatMap(({ package: pkg }) => sketchOf.get(nameOf(pkg)) ?? [])
      const taken = made.items
        .filter(({ neededBy }) => neededBy !== undefined)
        .flatMap(({ package: pkg }) => sketchOf.get(nameOf(pkg)) ?? [])
      const selected = planned.filter((each) => !taken.includes(each))
      expect(selected.map(nameOf).toSorted()).toEqual(
        dev
          .filter(({ name }) => name === chosen)
          .map(nameOf)
          .toSorted(),
      )

      // Whatever is still lacking is nowhere, and told.
      const lacking = unmetOf(planned, [...planned, ...there])
      expect(unmetOf(planned, [...planned, ...there, ...dev])).toEqual(lacking)
      const told = (made.missing ?? []).flatMap(({ name, neededBy, requirements }) =>
        neededBy.map((by) => `${nameOf(by)} needs ${name} ${rangeOf(requirements[0])}`),
      )
      expect(told.toSorted()).toEqual(lacking.toSorted())

      // Nothing may be left out: somebody would lack it, and it is for somebody who was selected.
      for (const each of taken) {
        const rest = planned.filter((other) => other !== each)
        expect([nameOf(each), unmetOf(rest, [...rest, ...there]).length]).not.toEqual([
          nameOf(each),
          lacking.filter((text) => !text.startsWith(`${nameOf(each)} `)).length,
        ])
      }
      const open = planned.filter((each) => !there.includes(each))
      expect(
        reachedFrom(selected, [...open, ...selected])
          .map(nameOf)
          .toSorted(),
      ).toEqual([...new Set([...selected, ...taken])].map(nameOf).toSorted())

      // What is blocked where what is nowhere blocks are those who lack it, those who need them, and what came for them alone.
      const strict = await world.planned({ ...options, missingDependencies: 'block' })
      const going = strict.items.flatMap(({ package: pkg, outcome }) =>
        outcome === 'promote' ? (sketchOf.get(nameOf(pkg)) ?? []) : [],
      )
      expect(unmetOf(going, [...going, ...there])).toEqual([])
    }),
    { numRuns: 25 },
  )
})

/** A requirement as npm writes it. */
const rangeOf = (wanted: VersionRequirement | undefined): string =>
  `${wanted?.operator?.replace(/^(?:matches|=)$/, '') ?? ''}${wanted?.version ?? '*'}`
