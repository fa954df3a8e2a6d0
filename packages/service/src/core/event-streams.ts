import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'

/** Milliseconds between two signs of life: proxies take a connection for dead that is still for a minute. */
const beat = 15_000

/** How many streams there are, and for how long: each takes a connection and a little memory. */
export interface StreamLimits {
  /** Of this process at once. */
  readonly most: number
  /** Milliseconds that one lasts: whoever follows asks again, and is looked at again. */
  readonly longest: number
}

/**
 * Makes what answers with streams of events. A stream ends when its work does, when the caller goes, or after its time.
 *
 * @returns takes the work, which pushes events until it is done or the signal of `ending` says so; returns undefined where there are too many
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
    // Proxies that gather an answer before they pass it on would keep events for themselves.
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
