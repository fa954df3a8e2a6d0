import { later } from '../load-later.ts'
import { tooLong } from './endings.ts'
import { inTime } from './in-time.ts'
import { longestRefusal, readBody } from './read-body.ts'
import type { Send } from './send.ts'
import type { CallContext, Outgoing, Transport } from './transport.ts'

/**
 * One attempt: sends the request and reads the whole answer, within `timeout`, until the caller's signal is aborted. Of a refusal, no more is
 * read than explains it.
 *
 * Both hold even where `fetch` pays no attention to the request's signal. What `fetch` throws of this SDK's own errors is passed on.
 *
 * @throws {TimeoutError} no whole answer came in time
 * @throws {AbortError} the caller's signal was aborted
 * @throws {ResponseTooLargeError} the answer is longer than `maxResponseBytes`
 * @throws {ConnectionError} the connection failed, or ended in the middle of the answer
 */
export function attemptWith(send: Send): Transport {
  return async function attempting(request, context) {
    try {
      return await inTime(context, (init) => answerOf(send, request, init, context))
    } catch (cause) {
      // Loaded when first needed: most of it is words, and most attempts succeed.
      throw (await later()).explainFailure(cause, context)
    }
  }
}

/** The same answer with its body in memory, so that a connection that breaks in the middle of it fails the attempt, not the caller. */
async function answerOf(send: Send, request: Outgoing, init: RequestInit, context: CallContext): Promise<Response> {
  const response = await send(request, init)
  const body = await (response.ok ? readBody(response, context.maxResponseBytes, tooLong) : readBody(response, longestRefusal))
  if ('text' in context) {
    context.text = await new Response(body).text()
    return response
  }
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}
