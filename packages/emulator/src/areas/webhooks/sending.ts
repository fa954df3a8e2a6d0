import { addBounded } from '../../core/bounded.ts'
import { worldPart } from '../../world/parts.ts'
import type { Delivery } from './delivery.ts'
import { type Deliver, directDelivery } from './direct-delivery.ts'
import type { WebhookRecord } from './records.ts'

/** The state of the webhooks that were sent. */
export interface Sending {
  /** The function that sends them. */
  deliver: Deliver
  /** Called with webhooks that must not be sent, once for each destination. */
  tell: (line: string) => void
  readonly deliveries: Delivery[]
  /** How many deliveries are remembered. */
  logSize: number
  /** Functions that send a delivery again, by `triggerId`. They return whether its webhook still exists. */
  readonly replays: Map<string, () => boolean>
  /** The last delivery of each webhook, after which the next one is sent. */
  readonly queues: Map<WebhookRecord, Promise<void>>
}

/** Remembers a delivery, and drops the oldest if there are too many. */
export function remember({ deliveries, replays, logSize }: Sending, delivery: Delivery, again: () => boolean): void {
  replays.set(delivery.triggerId, again)
  const forgotten = addBounded(deliveries, delivery, logSize)
  if (forgotten !== undefined) replays.delete(forgotten.triggerId)
}

/** The webhooks that were sent since the creation of the world. */
export const sendingOf = worldPart<Sending>('webhooks', {
  make: () => ({
    deliver: directDelivery([]),
    tell: () => {},
    deliveries: [],
    logSize: Number.POSITIVE_INFINITY,
    replays: new Map(),
    queues: new Map(),
  }),
})

/**
 * Sends a delivery again: the same event with the same `trigger_id`, to the same address, with a new `meta.attempt_at` and signature.
 *
 * @returns whether the delivery and its webhook exist
 */
export function replay(world: Parameters<typeof sendingOf>[0], triggerId: string): boolean {
  return sendingOf(world).replays.get(triggerId)?.() ?? false
}
