import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEmulator } from '../index.ts'
import { rawFile } from '../testing.ts'
import { createPackageIndex } from './package-index.ts'
import type { PackageRecord } from './records.ts'

const emulator = createEmulator()
await emulator.add('acme/dev', rawFile({ name: 'template', bytes: '' }))
const [template] = [...emulator.world.packages.values()]

/** A minimal package for the index, which uses only its name, time and slug. */
function record(slug: string, name: string, uploadedAt: number): PackageRecord {
  if (template === undefined) throw new Error('the emulator holds the template')
  return {
    ...template,
    slug,
    slugPerm: slug,
    uploadedAt,
    content: { ...template.content, facts: undefined as never, fields: { name } },
  }
}

test('an index agrees with a list that is searched from end to end', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), name: fc.constantFrom('a', 'B', 'c'), at: fc.nat(5) }),
    fc.record({ kind: fc.constant('remove' as const), which: fc.nat(20) }),
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const index = createPackageIndex({ prereleases: () => true, everyFile: () => true })
      let model: PackageRecord[] = []
      steps.forEach((action, count) => {
        if (action.kind === 'add') {
          const pkg = record(`s${count}`, action.name, action.at)
          index.add(pkg)
          model.push(pkg)
        } else {
          const pkg = model[action.which]
          if (pkg === undefined) return
          index.remove(pkg)
          model = model.filter((other) => other !== pkg)
        }
      })
      const newest = model
        .map((pkg, order) => ({ pkg, order }))
        .toSorted((a, b) => b.pkg.uploadedAt - a.pkg.uploadedAt || b.order - a.order)
      expect(index.size).toBe(model.length)
      expect(index.newest(0, 100)).toEqual(newest.map(({ pkg }) => pkg))
      expect(index.newest(1, 3)).toEqual(newest.slice(1, 3).map(({ pkg }) => pkg))
      for (const name of ['A', 'b', 'c']) {
        expect(new Set(index.byName(name))).toEqual(
          new Set(model.filter((pkg) => String(pkg.content.fields.name).toLowerCase() === name.toLowerCase())),
        )
      }
      for (const pkg of model) expect(index.bySlug(pkg.slug)).toBe(pkg)
    }),
  )
})
