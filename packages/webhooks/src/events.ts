import { eventNames as names } from './generated/event-names.ts'
import type { WebhookEvent } from './generated/payloads.ts'

/** As much as every event has: its name. */
export interface Envelope {
  meta: { event_id: string }
}

/** An event whose name this version does not know. Nothing of it is dropped. */
export interface UnknownEvent {
  meta: { event_id: string; [field: string]: unknown }
  data?: unknown
  context?: unknown
  [field: string]: unknown
}

/** Whatever may arrive: narrow it with {@link isEvent}. */
export type AnyEvent = WebhookEvent | UnknownEvent

/** Name of an event, as in `meta.event_id` and in the `events` of a webhook. */
export type EventName = WebhookEvent['meta']['event_id']

/** The event of a name. */
export type EventOf<Name extends EventName> = Extract<WebhookEvent, { meta: { event_id: Name } }>

/** Every name that this version knows. `ping` is sent by itself; a webhook cannot subscribe to it. */
export const eventNames: readonly EventName[] = names

/** Tells whether an event has a name, and narrows its type: `if (isEvent(event, 'package.synced')) event.data.slug_perm`. */
export function isEvent<Name extends EventName>(event: Envelope, name: Name): event is EventOf<Name> {
  return event.meta.event_id === name
}
