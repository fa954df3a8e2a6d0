import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTaskQueue } from './task-queue.ts'

test('gives what is due first, and what came first of those that are due together', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const queue = createTaskQueue()
      for (const at of times) queue.add(at, () => {})
      const seen = times.map(() => queue.take())
      expect(seen.map((due) => due?.at)).toEqual(times.toSorted((a, b) => a - b))
      const orders = seen.map((due) => [due?.at ?? 0, due?.order ?? 0] as const)
      expect(orders).toEqual(orders.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
      expect(queue.take()).toBeUndefined()
    }),
  )
})

test('gives the first also when others come in between', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(50))), (steps) => {
      const queue = createTaskQueue()
      let model: number[] = []
      for (const at of steps) {
        if (at === null) {
          expect(queue.take()?.at).toBe(model[0])
          model = model.slice(1)
        } else {
          queue.add(at, () => {})
          model = [...model, at].toSorted((a, b) => a - b)
        }
        expect(queue.peek()?.at).toBe(model[0])
        expect(queue.size).toBe(model.length)
      }
    }),
  )
})
