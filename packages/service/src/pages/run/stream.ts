import { createNews } from '../../core/news.ts'
import { runEvents as eventsOf, findRun } from '../../store/runs.ts'
import { answerStream } from '../live/stream.ts'
import type { Handler } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'
import { shownEvent } from './event-text.ts'

/** Events in each read. */
const batch = 200

/**
 * Responds with the events of a run that the browser does not have yet. Each has its number, so that a reconnecting browser continues where it was.
 * Ends with the run.
 */
export const runEvents: Handler = async ({ context, parts: { database }, changes }) => {
  const run = numberIn({ context }, 'run')
  const known = Number(context.req.header('last-event-id') ?? context.req.query('after'))
  let after = Number.isSafeInteger(known) ? known : 0
  return answerStream(context, async (stream, over) => {
    const news = createNews(over)
    const off = changes.on(new Set([`run:${run}`]), news.come)
    try {
      while (!over.aborted) {
        // Read before the events: those that are recorded later are seen in the next round.
        const row = await findRun(database, run)
        const events = await eventsOf(database, run, after, batch)
        for (const event of events) {
          after = event.seq
          const data = JSON.stringify({ event: shownEvent(event), progress: event.event.progress })
          await stream.writeSSE({ id: String(event.seq), event: 'happened', data })
        }
        if (events.length === batch) continue
        if (row === undefined || row.finishedAt !== null) {
          return await stream.writeSSE({ event: 'ended', data: JSON.stringify({ outcome: row?.outcome ?? 'interrupted' }) })
        }
        await news.wait()
      }
    } finally {
      off()
    }
  })
}
