import { type AnyEvent, type Envelope, type EventName, type EventOf, eventNames, type UnknownEvent } from '../events.ts'

/** What a handler can be registered for: an event by name, every event (`*`), or events that this version does not know (`unknown`). */
export type HandledEvents = { [Name in EventName]: EventOf<Name> } & { '*': AnyEvent; unknown: UnknownEvent }

/** What a handler is told about the delivery, besides the event. */
export interface DeliveryContext {
  /** Headers of the request. */
  headers: Headers
  /** Index of the signature key that matched; above 0, the webhook still uses an old key. `undefined` without keys. */
  keyIndex: number | undefined
}

/** Handles an event. It fails by throwing or rejecting, and may be called again for the same event, so it must be idempotent. */
export type Handler<Event> = (event: Event, context: DeliveryContext) => unknown

/** A handler and the names that it is registered for. */
export interface Registered {
  names: readonly string[]
  /** The names guarantee that its events have the right type. */
  handler: Handler<never>
}

/** Runs all handlers of an event concurrently. Rejects once all have ended if any of them failed. */
export async function runHandlers(registered: readonly Registered[], event: Envelope, context: DeliveryContext): Promise<void> {
  const { event_id } = event.meta
  const name = (eventNames as readonly string[]).includes(event_id) ? event_id : 'unknown'
  const matching = registered.filter(({ names }) => names.includes(name) || names.includes('*'))
  const outcomes = await Promise.allSettled(matching.map(async ({ handler }) => handler(event as never, context)))
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} handlers failed.`)
  for (const failure of failures) throw failure
}
