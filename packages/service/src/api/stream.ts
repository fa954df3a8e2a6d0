import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { ApiProblem } from './problem.ts'

/** Milliseconds between two comments that keep the connection open: proxies close it after a silent minute. */
const beat = 15_000

/** Maximum duration of a stream in milliseconds. Clients reconnect, and are then authorised again. */
const longest = 10 * 60_000

/** Maximum number of simultaneous streams of this process. */
const most = 500
let open = 0

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
  if (open >= most) throw new ApiProblem(503, 'Too many streams are open.')
  open += 1
  context.header('Cache-Control', 'no-store')
  context.header('X-Accel-Buffering', 'no')
  return streamSSE(context, async (stream) => {
    stream.onAbort(() => ending.abort())
    const limit = setTimeout(() => ending.abort(), longest)
    const pulse = setInterval(() => void stream.write(': alive\n\n').catch(() => ending.abort()), beat)
    try {
      for await (const event of events) {
        await stream.writeSSE({ id: String(event.seq), event: event.type, data: JSON.stringify(event) })
      }
      if (!ending.signal.aborted) await stream.writeSSE({ event: 'end', data: '{}' })
    } finally {
      clearTimeout(limit)
      clearInterval(pulse)
      open -= 1
    }
  })
}
