import TinyQueue from 'tinyqueue'
import type { Task } from './clock.ts'

/** A task and when it is due. Tasks that are due at the same time run in the order in which they were added. */
export interface Due {
  readonly at: number
  readonly order: number
  readonly task: Task
}

/** Scheduled tasks, ordered by time. */
export interface TaskQueue {
  readonly size: number
  add(at: number, task: Task): void
  peek(): Due | undefined
  take(): Due | undefined
  clear(): void
}

/** Creates an empty queue. */
export function createTaskQueue(): TaskQueue {
  const empty = () => new TinyQueue<Due>([], (a, b) => a.at - b.at || a.order - b.order)
  let queue = empty()
  let count = 0
  return {
    get size() {
      return queue.length
    },
    add: (at, task) => queue.push({ at, order: count++, task }),
    peek: () => queue.peek(),
    take: () => queue.pop(),
    clear() {
      queue = empty()
    },
  }
}
