import { expect, test } from 'vitest'
import { createChanges } from './changes.ts'

/** A database whose notifications the test sends. */
function told() {
  let heard = (_: string) => {}
  let missed = () => {}
  const database = {
    listen(_: string, hear: typeof heard, miss: typeof missed) {
      heard = hear
      missed = miss
    },
  }
  let now = 1_000_000
  const changes = createChanges(database as unknown as Parameters<typeof createChanges>[0], () => now)
  const hearing = (topics: readonly string[], shownAt: number) => {
    const times = { heard: 0 }
    const hear = () => {
      times.heard += 1
    }
    const off = changes.on(new Set(topics), hear, shownAt)
    return { times, off }
  }
  return {
    hearing,
    tell: (topic: string) => heard(topic),
    missed: () => missed(),
    later: (milliseconds: number) => {
      now += milliseconds
      return now
    },
  }
}

test('what changed between the page and its stream is heard at once', () => {
  const { hearing, tell, later } = told()
  hearing(['tasks'], later(0))
  const shownAt = later(5_000)
  later(300)
  tell('plan:1')
  later(300)
  expect(hearing(['plan:1', 'tasks'], shownAt).times.heard).toBe(1)
  expect(hearing(['plan:2', 'tasks'], shownAt).times.heard).toBe(0)
  expect(hearing(['plan:1'], later(60_000)).times.heard).toBe(0)
})

test('the clock of the process that made the page may be a little ahead', () => {
  const { hearing, tell, later } = told()
  hearing([], later(0))
  tell('tasks')
  expect(hearing(['tasks'], later(0) + 1_000).times.heard).toBe(1)
})

test('what changes later is heard each time, by those whom it is about, until they end it; what was missed, by all', () => {
  const { hearing, tell, missed, later } = told()
  const [plan, tasks] = [hearing(['plan:1'], later(0)), hearing(['tasks'], later(0))]
  tell('plan:1')
  tell('plan:1')
  expect([plan.times.heard, tasks.times.heard]).toEqual([2, 0])
  missed()
  expect([plan.times.heard, tasks.times.heard]).toEqual([3, 1])
  plan.off()
  tell('plan:1')
  expect(plan.times.heard).toBe(3)
})

test('a page that is older than what is remembered is told to look again', () => {
  const { hearing, later } = told()
  hearing([], later(0))
  const shownAt = later(10_000)
  later(10 * 60_000)
  expect(hearing(['tasks'], shownAt).times.heard).toBe(1)
})
