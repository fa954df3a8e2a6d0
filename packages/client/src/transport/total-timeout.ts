import { failed, nameOf } from '../errors/failed.ts'
import { TimeoutError } from '../errors/transport.ts'
import { longestTimer } from './clock.ts'
import type { CallContext, Outgoing, Transport } from './transport.ts'

/**
 * Ends a call after its `totalTimeout`, in whatever state it is: held back, under way, or waiting for a retry.
 *
 * @throws {TimeoutError} the call took longer
 */
export async function withinTotal(next: Transport, request: Outgoing, context: CallContext): Promise<Response> {
  const { signal, totalTimeout } = context
  const controller = new AbortController()
  const onAbort = () => controller.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer = setTimeout(() => controller.abort(ranOut), Math.min(totalTimeout, longestTimer))
  context.signal = controller.signal
  try {
    return await next(request, context)
  } catch (error) {
    if (controller.signal.reason !== ranOut) throw error
    const message = `No response to ${nameOf(context)} within ${totalTimeout} ms (${context.attempts} attempts). Raise totalTimeout if it may take longer.`
    throw new TimeoutError(message, failed(context))
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

const ranOut = Symbol('ran out of time')
