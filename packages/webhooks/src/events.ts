import { eventNames as names } from './generated/event-names.ts'
import type { WebhookEvent } from './generated/payloads.ts'

/** The part that every event has: its name. */
export interface Envelope {
  /** Metadata of the delivery; `event_id` is the name of the event. */
  meta: { event_id: string }
}

/** An event whose name this version does not know. All of its fields are kept. */
export interface UnknownEvent {
  /** Metadata of the delivery; `event_id` is the name of the event. */
  meta: { event_id: string; [field: string]: unknown }
  data?: unknown
  context?: unknown
  [field: string]: unknown
}

/** Any event that may be delivered. Narrow it with {@link isEvent}. */
export type AnyEvent = WebhookEvent | UnknownEvent

/** The name of an event, as in `meta.event_id` and in the `events` of a webhook. */
export type EventName = WebhookEvent['meta']['event_id']

/** The type of the event with this name. */
export type EventOf<Name extends EventName> = Extract<WebhookEvent, { meta: { event_id: Name } }>

/** The names of all events that this version knows. `ping` is sent automatically: a webhook cannot subscribe to it. */
export const eventNames: readonly EventName[] = names

/** Checks whether an event has this name, and narrows its type: `if (isEvent(event, 'package.synced')) event.data.slug_perm`. */
export function isEvent<Name extends EventName>(event: Envelope, name: Name): event is EventOf<Name> {
  return event.meta.event_id === name
}
