import { type Clock, systemClock, within } from '../clock.ts'
import { type ConstructOptions, verifyAndParse } from '../construct-event.ts'
import type { Envelope } from '../events.ts'
import { keysOf } from '../verify/verify.ts'
import { answer, statusOf } from './answer.ts'
import { type DeliveryContext, type HandledEvents, type Handler, type Registered, runHandlers } from './handlers.ts'
import { createOnce } from './once.ts'
import { type DeliveryRequest, keepAlive, type Platform } from './platform.ts'
import { readBody } from './read-body.ts'
import { memoryStore, type TriggerStore } from './store.ts'

/** What is known about a failure, besides the error. */
export interface FailureContext {
  /** Headers of the request. */
  headers: Headers
  /** The event whose handler failed; `undefined` if the delivery was refused. */
  event: Envelope | undefined
}

/** Options of {@link createReceiver}. At least one of `signatureKey` and `secret` is required. */
export interface ReceiverOptions extends ConstructOptions<Envelope> {
  /**
   * Milliseconds to wait for handlers before the delivery is answered with 202, if they can go on running after the response. With `Infinity`, the
   * response always waits for them. A handler that fails after a 202 is only reported to `onError`: the sender does not repeat an accepted delivery.
   *
   * Default: 0 with a `waitUntil`, so that the response is immediate; 5,000 in a Node server. Otherwise it has no effect and the response waits for
   * the handlers, because some platforms stop all work after the response.
   */
  timeLimit?: number | undefined
  /** Milliseconds within which the whole body must arrive, by the system clock; otherwise the response is 408. Default: 10,000. */
  bodyTimeLimit?: number | undefined
  /** Remembers which deliveries were handled. Default: a {@link memoryStore}. */
  store?: TriggerStore | undefined
  /**
   * How long a claim of the store lasts, in milliseconds. It must be longer than handlers take: afterwards, another process may take over, as if this
   * one had died. Default: 300,000.
   */
  claimTtl?: number | undefined
  /** Called for every refused delivery and every failed handler. Default: `console.error`. */
  onError?: ((error: unknown, context: FailureContext) => unknown) | undefined
  /** Milliseconds that the response waits for `onError`, by the system clock; `onError` may continue afterwards. Default: 3,000. */
  onErrorTimeLimit?: number | undefined
  /** Clock for the age of deliveries and for `timeLimit`. Default: the system clock. */
  clock?: Clock | undefined
}

/** An endpoint for webhooks. */
export interface Receiver {
  /**
   * Registers a handler for one event, for several, for `*` (every event), or for `unknown` (events that this version does not know). All matching
   * handlers run concurrently.
   */
  on<Name extends keyof HandledEvents>(names: Name | readonly Name[], handler: Handler<HandledEvents[Name]>): Receiver
  /**
   * Handles a delivery, and resolves to the response: 200 handled now or before · 202 accepted, handlers are still running · 400 not an event, too
   * old or unreadable · 401 not verified · 405 not a POST · 408 too slow · 413 too large · 415 neither JSON nor a form · 500 a handler failed or the
   * raw body was not available, so that the sender may try again.
   *
   * Never rejects, and tells the sender nothing but the status. Can be called without `this`.
   *
   * @param platform keeps handlers running after the response; without it, the response waits for them
   */
  fetch(request: DeliveryRequest, platform?: Platform): Promise<Response>
}

/**
 * Creates an endpoint that verifies and parses each delivery, and calls the handlers of its event.
 *
 * ```ts
 * const receiver = createReceiver({ signatureKey }).on('package.synced', async ({ data }) => deploy(data))
 * export default { fetch: (request: Request) => receiver.fetch(request) }
 * ```
 *
 * @throws {TypeError} neither a signature key nor a secret was given, or one is empty
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  keysOf(options)
  const { clock = systemClock, timeLimit, store = memoryStore(), claimTtl = 300_000 } = options
  const { onError = logError, onErrorTimeLimit = 3_000 } = options
  const registered: Registered[] = []
  const once = createOnce(store, claimTtl)

  const receiver: Receiver = {
    on(names, handler) {
      registered.push({ names: [names].flat(), handler })
      return receiver
    },
    async fetch(request, platform) {
      let headers = new Headers()
      try {
        headers = request.headers
        if (request.method !== 'POST') return answer(405)
        const body = await readBody(request, options)
        const { events, keyIndex } = await verifyAndParse(body, headers, options)
        return await answerInTime(handleAll(events, { headers, keyIndex }), platform)
      } catch (error) {
        const told = report(error, { headers, event: undefined })
        if (!keepAlive(told, platform)) await told
        return answer(statusOf(error))
      }
    },
  }
  return receiver

  /** Handles events in the order in which they were sent, all of them even if one fails. Returns whether all succeeded; never rejects. */
  async function handleAll(events: readonly Envelope[], context: DeliveryContext): Promise<boolean> {
    let allWell = true
    for (const event of events) {
      try {
        await once(triggerOf(event), () => runHandlers(registered, event, context))
      } catch (error) {
        allWell = false
        await report(error, { headers: context.headers, event })
      }
    }
    return allWell
  }

  async function answerInTime(work: Promise<boolean>, platform: Platform | undefined): Promise<Response> {
    const whenDone = work.then((allWell) => answer(allWell ? 200 : 500))
    const limit = timeLimit ?? platform?.timeLimit ?? 0
    if (!keepAlive(work, platform) || limit === Number.POSITIVE_INFINITY) return whenDone
    return limit > 0 ? within(clock, limit, whenDone, () => answer(202)) : answer(202)
  }

  /** An `onError` that throws or hangs must not crash a handled delivery, or keep a refused one open. */
  async function report(error: unknown, context: FailureContext): Promise<void> {
    try {
      await within(systemClock, onErrorTimeLimit, onError(error, context), () => {})
    } catch {}
  }
}

function triggerOf({ meta }: Envelope): string | undefined {
  const { trigger_id } = meta as { trigger_id?: unknown }
  return typeof trigger_id === 'string' ? trigger_id : undefined
}

function logError(error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: without onError, a failure would otherwise go unnoticed.
  console.error(error)
}
