import type { Task } from './clock.ts'

/** A task and when it is due. Tasks that are due at the same time run in the order in which they came. */
export interface Due {
  readonly at: number
  readonly order: number
  readonly task: Task
}

/** What is to be done, by time: a binary heap. */
export interface TaskQueue {
  readonly size: number
  add(at: number, task: Task): void
  peek(): Due | undefined
  take(): Due | undefined
  clear(): void
}

/** Makes an empty queue. */
export function createTaskQueue(): TaskQueue {
  const heap: Due[] = []
  let count = 0

  function swap(a: number, b: number) {
    const kept = heap[a] as Due
    heap[a] = heap[b] as Due
    heap[b] = kept
  }

  function isBefore(a: number, b: number): boolean {
    const [left, right] = [heap[a], heap[b]]
    if (left === undefined || right === undefined) return left !== undefined
    return left.at < right.at || (left.at === right.at && left.order < right.order)
  }

  function rise(from: number) {
    let index = from
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!isBefore(index, parent)) return
      swap(index, parent)
      index = parent
    }
  }

  function sink() {
    let index = 0
    for (;;) {
      const child = isBefore(2 * index + 2, 2 * index + 1) ? 2 * index + 2 : 2 * index + 1
      if (child >= heap.length || !isBefore(child, index)) return
      swap(index, child)
      index = child
    }
  }

  return {
    get size() {
      return heap.length
    },
    add(at, task) {
      heap.push({ at, order: count++, task })
      rise(heap.length - 1)
    },
    peek: () => heap[0],
    take() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined || heap.length === 0) return first
      heap[0] = last
      sink()
      return first
    },
    clear() {
      heap.length = 0
    },
  }
}
