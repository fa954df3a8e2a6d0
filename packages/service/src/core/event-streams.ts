import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'

/** Milliseconds between two comments that keep the connection open: proxies close it after a silent minute. */
const beat = 15_000

/** How many streams there may be, and for how long: each takes a connection and some memory. */
export interface StreamLimits {
  /** Maximum number of simultaneous streams of this process. */
  readonly most: number
  /** Maximum duration of a stream in milliseconds. Clients reconnect, and are then authorised again. */
  readonly longest: number
}

/**
 * Makes a function that responds with streams of events. A stream ends when its work does, when the client disconnects, or after its maximum duration.
 *
 * @returns a function that takes the work, which sends events until it is done or the signal of `ending` is aborted. It returns undefined if there are
 * too many streams.
 */
export function eventStreams({ most, longest }: StreamLimits) {
  let open = 0
  return (
    context: Context,
    work: (stream: SSEStreamingApi, over: AbortSignal) => Promise<void>,
    ending = new AbortController(),
  ): Response | undefined => {
    if (open >= most) return undefined
    open += 1
    // Prevents proxies from buffering events.
    context.header('X-Accel-Buffering', 'no')
    context.header('Cache-Control', 'no-store')
    return streamSSE(context, async (stream) => {
      stream.onAbort(() => ending.abort())
      const limit = setTimeout(() => ending.abort(), longest)
      const pulse = setInterval(() => void stream.write(': alive\n\n').catch(() => ending.abort()), beat)
      try {
        await work(stream, ending.signal)
      } finally {
        clearTimeout(limit)
        clearInterval(pulse)
        open -= 1
      }
    })
  }
}
