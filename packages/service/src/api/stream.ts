import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { ApiProblem } from './problem.ts'

/** Milliseconds between two signs of life: proxies take a connection for dead that is still for a minute. */
const beat = 15_000

/** Milliseconds that a stream lasts: whoever follows asks again, and is looked at again. */
const longest = 10 * 60_000

/** Streams of this process at once, at most. */
const most = 500
let open = 0

/**
 * Answers with events as they come, each with its number.
 *
 * @param ending ends with the events, and ends them when the caller is gone
 * @throws {ApiProblem} 503 there are too many
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
