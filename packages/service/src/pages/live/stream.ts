import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'

/**
 * Milliseconds between two comments that keep the connection open, and until a stream ends: the browser reconnects, and its session is checked again.
 */
const beat = 15_000
const longest = 5 * 60_000

/** Maximum number of simultaneous streams of this process, each of which takes a connection and some memory. */
const most = 2_000
let open = 0

/**
 * Responds with a stream of events. It ends with the work, when the browser disconnects, or after five minutes; the browser then reconnects with the
 * number of the last event that it has received.
 *
 * @param work sends events until it is done or the signal is aborted
 */
export function answerStream(
  context: Context,
  work: (stream: SSEStreamingApi, over: AbortSignal) => Promise<void>,
): Response | Promise<Response> {
  if (open >= most) return context.text('too many streams\n', 503, { 'Retry-After': '10' })
  open += 1
  // Prevents proxies from buffering events.
  context.header('X-Accel-Buffering', 'no')
  context.header('Cache-Control', 'no-store')
  return streamSSE(context, async (stream) => {
    const ending = new AbortController()
    stream.onAbort(() => ending.abort())
    const limit = setTimeout(() => ending.abort(), longest)
    const pulse = setInterval(() => stream.write(': alive\n\n').catch(() => ending.abort()), beat)
    try {
      await stream.write('retry: 2000\n\n')
      await work(stream, ending.signal)
    } finally {
      clearTimeout(limit)
      clearInterval(pulse)
      open -= 1
    }
  })
}

/** Resolves when a signal is aborted. */
export const untilOver = (over: AbortSignal): Promise<void> =>
  new Promise((resolve) => (over.aborted ? resolve() : over.addEventListener('abort', () => resolve(), { once: true })))
