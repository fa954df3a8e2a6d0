import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'

/** Milliseconds between two signs of life, and until a stream ends: the browser asks again, and its session is looked at again. */
const beat = 15_000
const longest = 5 * 60_000

/** Streams of this process at once, at most: each takes a connection and a little memory. */
const most = 2_000
let open = 0

/**
 * Answers with a stream of events. It ends when the work does, when the browser goes, or after five minutes; the browser asks again by itself, with the
 * number of the last event that it has.
 *
 * @param work pushes events until it is done or the signal says so
 */
export function answerStream(
  context: Context,
  work: (stream: SSEStreamingApi, over: AbortSignal) => Promise<void>,
): Response | Promise<Response> {
  if (open >= most) return context.text('too many streams\n', 503, { 'Retry-After': '10' })
  open += 1
  // Proxies that gather an answer before they pass it on would keep events for themselves.
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

/** Ends with a signal. */
export const untilOver = (over: AbortSignal): Promise<void> =>
  new Promise((resolve) => (over.aborted ? resolve() : over.addEventListener('abort', () => resolve(), { once: true })))
