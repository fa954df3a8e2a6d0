import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retag, type TagSet } from './retag.ts'

const tag = fc.constantFrom<string>('a', 'b', 'c', 'd')
const tags = fc.uniqueArray(tag)
const before: fc.Arbitrary<TagSet> = tags.chain((all) => fc.record({ tags: fc.constant(all), immutable: fc.subarray(all) }))
const change = fc.record({
  action: fc.constantFrom(undefined, null, 'Add', 'replace', 'REMOVE', 'Clear'),
  tags: fc.option(fc.array(tag)),
  isImmutable: fc.boolean(),
  mayRemoveImmutable: fc.boolean(),
  addMakesImmutable: fc.boolean(),
})

test('immutable tags go only when they are removed by name, by somebody who may', () => {
  fc.assert(
    fc.property(before, change, (set, request) => {
      const after = retag(set, request)
      const isRemoval = request.action === 'REMOVE' && request.mayRemoveImmutable
      const lost = set.immutable.filter((name) => !after.tags.includes(name))
      expect(lost.every((name) => isRemoval && request.tags?.includes(name))).toBe(true)
    }),
  )
})

test('tags stay unique, immutable ones are among them, and a change that is repeated changes nothing', () => {
  fc.assert(
    fc.property(before, change, (set, request) => {
      const after = retag(set, request)
      expect(new Set(after.tags).size).toBe(after.tags.length)
      expect(after.immutable.every((name) => after.tags.includes(name))).toBe(true)
      const again = retag(after, { ...request, addMakesImmutable: request.addMakesImmutable })
      expect(new Set(again.tags)).toEqual(new Set(after.tags))
    }),
  )
})
