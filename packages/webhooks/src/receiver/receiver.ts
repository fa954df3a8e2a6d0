import { type Clock, systemClock } from '../clock.ts'
import { type ConstructOptions, verifyAndParse } from '../construct-event.ts'
import type { Envelope } from '../events.ts'
import { keysOf } from '../verify/verify.ts'
import { answer, statusOf } from './answer.ts'
import { createHandlers, type DeliveryContext, type HandledEvents, type Handler } from './handlers.ts'
import { createOnce } from './once.ts'
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
   * Milliseconds that handlers have before the delivery is answered with 202 (default 5,000; `Infinity`: wait for them). They go on,
   * but a failure after that is for `onError` alone: the sender will not repeat what was accepted.
   */
  timeLimit?: number | undefined
  /** Remembers what was handled. Default: a {@link memoryStore}. */
  store?: TriggerStore | undefined
  /** Told of every refusal and every failed handler. Default: `console.error`. */
  onError?: ((error: unknown, context: FailureContext) => unknown) | undefined
  /** Default: the machine's own time. */
  clock?: Clock | undefined
}

/** What the platform can do for work that outlives an answer. Cloudflare's and Vercel's context objects are such. */
export interface Platform {
  /** Keeps the platform from stopping before the promise has settled. */
  waitUntil?(promise: Promise<unknown>): void
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
   * 405 not a POST · 413 too large · 415 neither JSON nor a form · 500 a handler failed, so that the sender may try again.
   *
   * Never rejects, and never tells the sender more than the status. Needs no `this`.
   */
  fetch(request: Request, platform?: Platform): Promise<Response>
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
  const { clock = systemClock, maxBytes, onError = logError, store = memoryStore(), timeLimit = 5_000 } = options
  const handlers = createHandlers()
  const once = createOnce(store)

  const receiver: Receiver = {
    on(names, handler) {
      handlers.add(names, handler)
      return receiver
    },
    async fetch(request, platform) {
      const { headers } = request
      if (request.method !== 'POST') return answer(405)
      try {
        const body = await readBody(request, maxBytes)
        const { events, keyIndex } = await verifyAndParse(body, headers, options)
        return await answerInTime(handleAll(events, { headers, keyIndex }), platform)
      } catch (error) {
        await report(error, { headers, event: undefined })
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
        await once(triggerOf(event), () => handlers.run(event, context))
      } catch (error) {
        allWell = false
        await report(error, { headers: context.headers, event })
      }
    }
    return allWell
  }

  async function answerInTime(work: Promise<boolean>, platform: Platform | undefined): Promise<Response> {
    const timer = new AbortController()
    const inTime = work.then((allWell) => answer(allWell ? 200 : 500))
    const late = clock.sleep(timeLimit, timer.signal).then(() => {
      platform?.waitUntil?.(work)
      return answer(202)
    })
    const first = await Promise.race([inTime, late])
    timer.abort()
    return first
  }

  /** A reporter that fails must not turn a handled delivery into a crash. */
  async function report(error: unknown, context: FailureContext): Promise<void> {
    try {
      await onError(error, context)
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
