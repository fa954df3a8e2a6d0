import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf } from './parts.ts'

const partsIn = async (source: Blob | ReadableStream<Uint8Array>, size: number) => {
  const parts: number[][] = []
  for await (const part of partsOf({ name: 'app.tgz', source }, size)) {
    parts.push([...(await new Response(part.stream()).bytes())])
  }
  return parts
}

test('a stream is cut where a file of the same bytes is, however its chunks come', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 10 })
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 20 }), async (given, size) => {
      const file = new Blob(given.map((chunk) => new Uint8Array(chunk)))
      fc.pre(file.size > 0)
      const stream = new ReadableStream({
        start(controller) {
          for (const chunk of given) controller.enqueue(new Uint8Array(chunk))
          controller.close()
        },
      })
      expect(await partsIn(stream, size)).toEqual(await partsIn(file, size))
    }),
  )
})

test('a stream is read no further than the part that was asked for', async () => {
  let pulled = 0
  const stream = new ReadableStream<Uint8Array>(
    { pull: (controller) => controller.enqueue(new Uint8Array(10).fill(++pulled)) },
    { highWaterMark: 0 },
  )
  const parts = partsOf({ name: 'endless', source: stream }, 20)
  await parts.next()
  expect(pulled).toBe(2)
  await parts.return(undefined)
})

test('a stream without bytes is told', async () => {
  await expect(partsIn(new Blob([]).stream(), 10)).rejects.toThrow('app.tgz is empty.')
})
