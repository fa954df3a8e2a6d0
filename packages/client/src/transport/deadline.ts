import { later } from '../load-later.ts'
import { longestTimer } from './clock.ts'
import { aborted, timedOut, tooLong } from './endings.ts'
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
      return await inTime(send, request, context)
    } catch (cause) {
      // Loaded when first needed: most of it is words, and most attempts succeed.
      throw (await later()).explainFailure(cause, context)
    }
  }
}

function inTime(send: Send, request: Outgoing, context: CallContext): Promise<Response> {
  const { signal } = context
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const settle = () => {
      isOver = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    const giveUp = (reason: symbol) => {
      settle()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = () => giveUp(aborted)
    // What an attempt that is over still lets move changes nothing.
    const limit = (milliseconds: number) => {
      clearTimeout(timer)
      if (isOver) return
      context.allowed = milliseconds
      if (milliseconds !== Number.POSITIVE_INFINITY) timer = setTimeout(giveUp, Math.min(milliseconds, longestTimer), timedOut)
    }
    limit(context.timeout)
    if (signal?.aborted) return onAbort()
    if ('renewTimeout' in context) context.renewTimeout = limit
    signal?.addEventListener('abort', onAbort)
    // Without a window, Node's fetch need not keep a copy of a large body.
    answerOf(send, request, { signal: controller.signal, window: null }, context).then(
      (response) => {
        settle()
        resolve(response)
      },
      (cause: unknown) => {
        settle()
        reject(cause)
      },
    )
  })
}

const decoder = new TextDecoder()

/** The same answer with its body in memory, so that a connection that breaks in the middle of it fails the attempt, not the caller. */
async function answerOf(send: Send, request: Outgoing, init: RequestInit, context: CallContext): Promise<Response> {
  const response = await send(request, init)
  const bytes = await (response.ok ? readBody(response, context.maxResponseBytes, tooLong) : readBody(response, longestRefusal))
  if ('text' in context) {
    context.text = decoder.decode(bytes)
    return response
  }
  const { status, statusText, headers } = response
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers })
}
