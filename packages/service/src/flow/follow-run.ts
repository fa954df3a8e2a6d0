import type { Application } from '@cloudsmith-sdk/promotion'
import { announce } from '../store/announce.ts'
import { keepEvents, type RunEvent } from '../store/runs.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** Milliseconds for which events are collected: a large run has thousands of them. */
const gathered = 250

/** Records the events of a run until it ends. Events that cannot be recorded are left out: observing a run must not delay it. */
export async function followRun(parts: FlowParts, run: number, application: Application): Promise<void> {
  const { database, log } = parts
  let waiting: RunEvent[] = []
  let seq = 0
  let writing: Promise<void> = Promise.resolve()
  const flush = () => {
    const events = waiting
    waiting = []
    if (events.length === 0) return
    writing = writing
      .then(async () => {
        await keepEvents(database, run, events)
        await announce(database, `run:${run}`)
      })
      .catch((error: unknown) => log.warn('events of a run are lost', { run, error }))
  }
  const timer = setInterval(flush, gathered)
  try {
    for await (const event of application) {
      seq += 1
      waiting.push({ seq, at: nowOf(parts), event })
    }
  } finally {
    clearInterval(timer)
    flush()
    await writing
  }
}
