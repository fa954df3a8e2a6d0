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

/** The handlers of a receiver. */
export interface Handlers {
  add<Name extends keyof HandledEvents>(names: Name | readonly Name[], handler: Handler<HandledEvents[Name]>): void
  /** Runs all that listen to an event, side by side. Rejects once all have ended, if one failed. */
  run(event: Envelope, context: DeliveryContext): Promise<void>
}

/** An empty list of handlers. */
export function createHandlers(): Handlers {
  const registered: { names: readonly string[]; handler: Handler<never> }[] = []

  return {
    add(names, handler) {
      registered.push({ names: [names].flat(), handler })
    },
    async run(event, context) {
      const listens = namesFor(event.meta.event_id)
      const matching = registered.filter(({ names }) => names.some((name) => listens.includes(name)))
      // The name that a handler is registered under is the promise that its event has that type.
      const outcomes = await Promise.allSettled(matching.map(async ({ handler }) => handler(event as never, context)))
      const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown)
      if (failures.length > 1) throw new AggregateError(failures, `${failures.length} handlers failed.`)
      if (failures.length === 1) throw failures[0]
    },
  }
}

function namesFor(name: string): readonly string[] {
  return (eventNames as readonly string[]).includes(name) ? [name, '*'] : ['unknown', '*']
}
