import { deferred } from '../call.ts'
import type { ListCall } from '../list.ts'

/** A list whose paging code is loaded when rows are first requested, so that programs that never list anything do not load it. */
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
