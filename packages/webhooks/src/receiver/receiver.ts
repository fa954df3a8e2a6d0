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

/** What is known of a failure beside the error. */
export interface FailureContext {
  /** Headers of the request. */
  headers: Headers
  /** The event whose handler failed; `undefined` where the delivery was refused. */
  event: Envelope | undefined
}

/** How a receiver works. At least one of `signatureKey` and `secret`. */
export interface ReceiverOptions extends ConstructOptions<Envelope> {
  /**
   * Milliseconds that handlers have before the delivery is answered with 202, where something keeps them alive after that; `Infinity`: as
   * long as they take. What fails later is for `onError` alone: the sender will not repeat what was accepted.
   *
   * Default: 0 with a `waitUntil`, so that the answer comes at once; 5,000 in a server of Node's. Without either it has no effect: handlers
   * are waited for, because on some platforms nothing runs on after the answer.
   */
  timeLimit?: number | undefined
  /** Milliseconds for the whole body to arrive (default 10,000), by the machine's time. After them the answer is 408. */
  bodyTimeLimit?: number | undefined
  /** Remembers what was handled. Default: a {@link memoryStore}. */
  store?: TriggerStore | undefined
  /**
   * Milliseconds that a claim of the store lasts (default 300,000). Longer than handlers take: after them another process may take over, as
   * if this one had died.
   */
  claimTtl?: number | undefined
  /** Told of every refusal and every failed handler. Default: `console.error`. */
  onError?: ((error: unknown, context: FailureContext) => unknown) | undefined
  /** Milliseconds that an answer waits for `onError` (default 3,000), by the machine's time. It may go on after them. */
  onErrorTimeLimit?: number | undefined
  /** For the age of deliveries and for `timeLimit`. Default: the machine's own time. */
  clock?: Clock | undefined
}

/** An endpoint for webhooks. */
export interface Receiver {
  /**
   * Registers a handler: for one event, for several, for `*` (every event), or for `unknown` (events that this version does not know).
   * All that match run side by side.
   */
  on<Name extends keyof HandledEvents>(names: Name | readonly Name[], handler: Handler<HandledEvents[Name]>): Receiver
  /**
   * Answers a delivery: 200 handled, or handled before · 202 accepted, handlers still run · 400 not an event · 401 not verified ·
   * 405 not a POST · 408 too slow · 413 too large · 415 neither JSON nor a form · 500 a handler failed, so that the sender may try again.
   *
   * Never rejects, and never tells the sender more than the status. Needs no `this`.
   *
   * @param platform whatever keeps handlers alive after the answer; without it, they are waited for
   */
  fetch(request: DeliveryRequest, platform?: Platform): Promise<Response>
}

/**
 * Makes an endpoint that verifies each delivery, reads it, and calls the handlers of its event.
 *
 * ```ts
 * const receiver = createReceiver({ signatureKey }).on('package.synced', async ({ data }) => deploy(data))
 * export default { fetch: (request: Request) => receiver.fetch(request) }
 * ```
 *
 * @throws {TypeError} neither a signature key nor a secret was given, or an empty one
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

  /** One after the other, as they were sent, and all of them even if one fails. Tells whether all ended well; never rejects. */
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

  /** A reporter that fails, or hangs, must not turn a handled delivery into a crash, or keep a refused one open. */
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
  // biome-ignore lint/suspicious/noConsole: without onError this is the only place where anybody could learn of a failure.
  console.error(error)
}
