import { type AnyEvent, type Envelope, type EventName, type EventOf, eventNames, type UnknownEvent } from '../events.ts'

/** What a handler can listen to: an event by name, every event (`*`), or events whose name this version does not know. */
export type HandledEvents = { [Name in EventName]: EventOf<Name> } & { '*': AnyEvent; unknown: UnknownEvent }

/** What a handler knows of the delivery beside the event. */
export interface DeliveryContext {
  /** Headers of the request. */
  headers: Headers
  /** Place of the signature key that matched; above 0 the webhook still uses an old one. `undefined` without keys. */
  keyIndex: number | undefined
}

/** Handles an event. It fails by throwing or rejecting, and may be called again for the same event: make it idempotent. */
export type Handler<Event> = (event: Event, context: DeliveryContext) => unknown

/** A handler, and what it listens to. */
export interface Registered {
  names: readonly string[]
  /** The name that it is registered under is the promise that its event has that type. */
  handler: Handler<never>
}

/** Runs all handlers that listen to an event, side by side. Rejects once all have ended, if one failed. */
export async function runHandlers(registered: readonly Registered[], event: Envelope, context: DeliveryContext): Promise<void> {
  const { event_id } = event.meta
  const name = (eventNames as readonly string[]).includes(event_id) ? event_id : 'unknown'
  const matching = registered.filter(({ names }) => names.includes(name) || names.includes('*'))
  const outcomes = await Promise.allSettled(matching.map(async ({ handler }) => handler(event as never, context)))
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} handlers failed.`)
  for (const failure of failures) throw failure
}
