import type { Context } from 'hono'
import type { SSEStreamingApi } from 'hono/streaming'
import { eventStreams } from '../../core/event-streams.ts'

const answer = eventStreams({ most: 2_000, longest: 5 * 60_000 })

/**
 * Responds with a stream of events. It ends with the work, when the browser disconnects, or after five minutes; the browser then reconnects with the
 * number of the last event that it has received.
 *
 * @param work sends events until it is done or the signal is aborted
 */
export function answerStream(context: Context, work: (stream: SSEStreamingApi, over: AbortSignal) => Promise<void>): Response {
  const response = answer(context, async (stream, over) => {
    await stream.write('retry: 2000\n\n')
    await work(stream, over)
  })
  return response ?? context.text('too many streams\n', 503, { 'Retry-After': '10' })
}

/** Resolves when a signal is aborted. */
export const untilOver = (over: AbortSignal): Promise<void> =>
  new Promise((resolve) => (over.aborted ? resolve() : over.addEventListener('abort', () => resolve(), { once: true })))
