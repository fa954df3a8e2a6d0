import { CloudsmithError } from '../errors/base.ts'
import { AbortError, ConnectionError, TimeoutError } from '../errors/transport.ts'
import { longestTimer } from './clock.ts'
import type { Send } from './send.ts'
import type { CallContext, Transport } from './transport.ts'

/**
 * One attempt: sends the request and reads the whole answer, within `timeout`, until the caller's signal is aborted.
 *
 * Both hold even where `fetch` pays no attention to the request's signal. What `fetch` throws of this SDK's own errors is passed on.
 *
 * @throws {TimeoutError} no whole answer came in time
 * @throws {AbortError} the caller's signal was aborted
 * @throws {ConnectionError} the connection failed, or ended in the middle of the answer
 */
export function attemptWith(send: Send): Transport {
  return function attempting(request, context) {
    const { signal } = context
    return new Promise((resolve, reject) => {
      const controller = new AbortController()
      let timer: ReturnType<typeof setTimeout> | undefined
      let isOver = false
      let allowed = context.timeout
      const stop = () => {
        isOver = true
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      const end = (cause: unknown) => {
        stop()
        reject(explain(cause, context, allowed))
      }
      const giveUp = (reason: symbol) => {
        end(reason)
        controller.abort(reason)
      }
      const onAbort = () => giveUp(aborted)
      // What an attempt that is over still lets move changes nothing.
      const limit = (milliseconds: number) => {
        clearTimeout(timer)
        allowed = milliseconds
        if (allowed !== Number.POSITIVE_INFINITY && !isOver) timer = setTimeout(giveUp, Math.min(allowed, longestTimer), timedOut)
      }
      limit(allowed)
      if (signal?.aborted) return onAbort()
      if ('renewTimeout' in context) context.renewTimeout = limit
      signal?.addEventListener('abort', onAbort)
      // Without a window, Node's fetch need not keep a copy of a large body.
      const init = { signal: controller.signal, window: null }
      const answer = async () => readWhole(await send(request, init), context)
      answer().then((response) => {
        stop()
        resolve(response)
      }, end)
    })
  }
}

const timedOut = Symbol('timed out')
const aborted = Symbol('aborted')

/** The same answer with its body in memory, so that a connection that breaks in the middle of it fails the attempt, not the caller. */
async function readWhole(response: Response, context: CallContext): Promise<Response> {
  if (response.ok && 'text' in context) {
    context.text = await response.text()
    return response
  }
  const { status, statusText, headers } = response
  // Loaded when first needed, like the errors that are made of it.
  const bytes = response.ok ? await response.arrayBuffer() : await (await import('../later.ts')).readRefusal(response)
  return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers })
}

function explain(cause: unknown, context: CallContext, timeout: number): Error {
  const { operation } = context
  if (cause === aborted) return new AbortError(`${operation} was aborted.`, { cause: context.signal?.reason })
  if (cause === timedOut) {
    return new TimeoutError(`No answer on ${operation} within ${timeout} ms. Raise timeout if the service needs longer.`, context)
  }
  if (cause instanceof CloudsmithError) return cause
  return new ConnectionError(`The connection failed on ${operation}: ${reasonOf(cause)}`, context, { cause })
}

/** fetch wraps the reason of a failure in one or more errors that only say "fetch failed". */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.cause instanceof Error) return reasonOf(cause.cause)
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return [code, cause.message || (code === '' ? cause.name : '')].filter(Boolean).join(' ')
}
