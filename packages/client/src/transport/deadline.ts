import { later } from '../load-later.ts'
import { tooLong } from './endings.ts'
import { inTime } from './in-time.ts'
import { longestRefusal, readBody } from './read-body.ts'
import type { Send } from './send.ts'
import type { CallContext, Outgoing, Transport } from './transport.ts'

/**
 * One attempt: sends the request and reads the whole response, within `timeout` and until the caller's signal is aborted. Of an error response,
 * only as much is read as is needed to explain it.
 *
 * The time limit and the signal work even if `fetch` ignores the request's signal. Errors of this SDK that `fetch` throws are passed on unchanged.
 *
 * @throws {TimeoutError} the response did not arrive completely in time
 * @throws {AbortError} the caller's signal was aborted
 * @throws {ResponseTooLargeError} the response is larger than `maxResponseBytes`
 * @throws {ConnectionError} the connection failed, or broke in the middle of the response
 */
export function attemptWith(send: Send): Transport {
  return async function attempting(request, context) {
    try {
      return await inTime(context, (init) => answerOf(send, request, init, context))
    } catch (cause) {
      // Loaded when first needed: it is mostly message texts, and most attempts succeed.
      throw (await later()).explainFailure(cause, context)
    }
  }
}

/** The response with its body in memory, so that a connection that breaks in the middle fails the attempt, which can then be retried. */
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
