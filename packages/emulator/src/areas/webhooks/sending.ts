import { addBounded } from '../../core/bounded.ts'
import { worldPart } from '../../world/parts.ts'
import type { Delivery } from './delivery.ts'
import { type Deliver, directDelivery } from './direct-delivery.ts'
import type { WebhookRecord } from './records.ts'

/** What is known of the webhooks that were sent. */
export interface Sending {
  /** Sends them. */
  deliver: Deliver
  /** Is told of webhooks that must not be sent, once for each place. */
  tell: (line: string) => void
  readonly deliveries: Delivery[]
  /** How many deliveries are remembered. */
  logSize: number
  /** Sends a delivery again, by `triggerId`. Tells whether its webhook is still there. */
  readonly replays: Map<string, () => boolean>
  /** Deliveries of a webhook leave one after the other: the last of each. */
  readonly queues: Map<WebhookRecord, Promise<void>>
}

/** Remembers a delivery, and forgets the oldest where there are too many. */
export function remember({ deliveries, replays, logSize }: Sending, delivery: Delivery, again: () => boolean): void {
  replays.set(delivery.triggerId, again)
  const forgotten = addBounded(deliveries, delivery, logSize)
  if (forgotten !== undefined) replays.delete(forgotten.triggerId)
}

/** The webhooks that were sent since the world began. */
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
 * Tries to deliver once more what was sent before: the same event with the same `trigger_id`, to the same address, at a new
 * `meta.attempt_at` and signed for it.
 *
 * @returns whether there is such a delivery, and its webhook still
 */
export function replay(world: Parameters<typeof sendingOf>[0], triggerId: string): boolean {
  return sendingOf(world).replays.get(triggerId)?.() ?? false
}
