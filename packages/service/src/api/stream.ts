import type { Context } from 'hono'
import { eventStreams } from '../core/event-streams.ts'
import { ApiProblem } from './problem.ts'

const answer = eventStreams({ most: 500, longest: 10 * 60_000 })

/**
 * Responds with a stream of numbered events.
 *
 * @param ending aborted at the end of the events, and aborts them when the caller disconnects
 * @throws {ApiProblem} 503: there are too many streams
 */
export function answerEvents(
  context: Context,
  events: AsyncIterable<{ readonly seq: number; readonly type: string }>,
  ending: AbortController,
): Response {
  const response = answer(
    context,
    async (stream, over) => {
      for await (const event of events) {
        await stream.writeSSE({ id: String(event.seq), event: event.type, data: JSON.stringify(event) })
      }
      if (!over.aborted) await stream.writeSSE({ event: 'end', data: '{}' })
    },
    ending,
  )
  if (response === undefined) throw new ApiProblem(503, 'Too many streams are open.')
  return response
}
