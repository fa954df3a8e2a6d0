import type { CallContext, Outgoing, Transport } from '../transport/transport.ts'
import { linesTo } from './debug.ts'
import type { Hooks, RequestEvent } from './hooks.ts'
import { shownUrl } from './redact.ts'

const numbers = new WeakMap<CallContext, number>()
let calls = 0

/** Observes a whole call: reports every wait before a retry, and its failure, including one found while reading the response. */
export async function watchCall(next: Transport, hooks: Hooks, request: Outgoing, context: CallContext): Promise<Response> {
  calls += 1
  numbers.set(context, calls)
  const { method, url } = request
  const start = performance.now()
  const failed = (status: number | undefined, error: Error | undefined) =>
    tell(hooks, 'onError', { ...eventOf({ method, url }, context), duration: performance.now() - start, status, error })
  context.onWait = (delay, outcome) => {
    const [status, error] = outcome instanceof Error ? [undefined, outcome] : [outcome.status, undefined]
    tell(hooks, 'onRetry', { ...eventOf({ method, url }, context), delay, status, error })
  }
  try {
    const response = await next(request, context)
    context.onFailure = (error) => failed(response.status, error)
    if (!response.ok) failed(response.status, undefined)
    return response
  } catch (error) {
    failed(undefined, error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

/** Observes one attempt: reports the request before it is sent, and its response. */
export async function watchAttempt(next: Transport, hooks: Hooks, request: Outgoing, context: CallContext): Promise<Response> {
  const event = eventOf(request, context)
  const start = performance.now()
  tell(hooks, 'onRequest', event)
  const response = await next(request, context)
  tell(hooks, 'onResponse', { ...event, status: response.status, duration: performance.now() - start })
  return response
}

const eventOf = ({ method, url }: Pick<Outgoing, 'method' | 'url'>, context: CallContext): RequestEvent => ({
  call: numbers.get(context) ?? 0,
  operation: context.operation,
  method,
  url: shownUrl(url, context),
  attempt: context.attempts,
})

type Name = 'onRequest' | 'onResponse' | 'onRetry' | 'onError'
type EventOf<N extends Name> = Parameters<NonNullable<Hooks[N]>>[0]

function tell<N extends Name>(hooks: Hooks, name: N, event: EventOf<N>): void {
  const frozen = Object.freeze(event)
  for (const listener of [hooks, linesTo(hooks.debug)]) {
    try {
      // A rejection of an async hook must not become an unhandled one either.
      const result: unknown = (listener?.[name] as ((told: EventOf<N>) => unknown) | undefined)?.(frozen)
      if (result instanceof Promise) result.catch(() => {})
    } catch {
      // Observing a call must not break it.
    }
  }
}
