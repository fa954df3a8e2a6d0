import { deferred } from '../call.ts'
import type { ListCall } from '../list.ts'

/** A list that is loaded when somebody asks it for rows, so that programs which only read single things do not carry its paging. */
export function createLazyList<T>(load: () => Promise<{ readonly list: ListCall<T> }>): ListCall<T> {
  async function* each<Item>(of: (list: ListCall<T>) => AsyncIterable<Item>): AsyncGenerator<Item> {
    yield* of((await load()).list)
  }
  return {
    ...deferred(async () => (await load()).list),
    withResponse: async () => (await load()).list.withResponse(),
    toArray: async (options) => (await load()).list.toArray(options),
    pages: () => each((list) => list.pages()),
    [Symbol.asyncIterator]: () => each((list) => list),
  }
}
