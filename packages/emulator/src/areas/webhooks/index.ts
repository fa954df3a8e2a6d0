import type { Area } from '../../operation/area.ts'
import { createWebhookListener } from './listen.ts'
import { webhookOperations } from './operations.ts'
import { webhooksOf } from './records.ts'
import { sendingOf } from './sending.ts'

/** Webhooks: what happens to packages, told to those who want to know. */
export const webhooks: Area = {
  operations: webhookOperations,
  parts: [webhooksOf],
  start(world, { deliver }) {
    sendingOf(world).deliver = deliver
    world.listeners.add(createWebhookListener(world))
  },
}
