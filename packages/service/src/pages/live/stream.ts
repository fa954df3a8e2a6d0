import type { Context } from 'hono'
import type { SSEStreamingApi } from 'hono/streaming'
import { eventStreams } from '../../core/event-streams.ts'

const answer = eventStreams({ most: 2_000, longest: 5 * 60_000 })

/**
 * Answers with a stream of events, to a browser that asks again by itself once it ends, with the number of the last event that it has.
 *
 * @param work pushes events until it is done or the signal says so
 */
export function answerStream(context: Context, work: (stream: SSEStreamingApi, over: AbortSignal) => Promise<void>): Response {
  const response = answer(context, async (stream, over) => {
    await stream.write('retry: 2000\n\n')
    await work(stream, over)
  })
  return response ?? context.text('too many streams\n', 503, { 'Retry-After': '10' })
}

/** Ends with a signal. */
export const untilOver = (over: AbortSignal): Promise<void> =>
  new Promise((resolve) => (over.aborted ? resolve() : over.addEventListener('abort', () => resolve(), { once: true })))
