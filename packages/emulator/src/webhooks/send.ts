import type { WebhookRecord } from '../world/webhook.ts'
import type { World } from '../world/world.ts'
import type { Delivery, DeliveryAttempt } from './delivery.ts'
import { encode, metaTime, type WebhookPayload } from './payload.ts'
import { sign } from './sign.ts'

/** An event on its way to a webhook. */
export interface Dispatch {
  readonly webhook: WebhookRecord
  readonly event: string
  readonly data: unknown
  readonly context?: Readonly<Record<string, unknown>> | undefined
}

/** Sends webhooks and keeps a record of it. */
export interface Sender {
  readonly deliveries: readonly Delivery[]
  send(dispatch: Dispatch): void
}

/** Makes a sender. Deliveries of a webhook leave one after the other; failed ones are tried again at times of the clock. */
export function createSender(world: World, deliver: () => typeof fetch): Sender {
  const deliveries: Delivery[] = []

  return {
    deliveries,
    send({ webhook, event, data, context }) {
      const eventAt = world.clock.now()
      const attempts: DeliveryAttempt[] = []
      const delivery: Delivery = {
        event,
        webhook: webhook.slugPerm,
        url: webhook.settings.target_url,
        triggerId: world.ids.uuid(),
        body: '',
        headers: {},
        attempts,
        state: 'pending',
      }
      deliveries.push(delivery)

      const attempt = async () => {
        const at = world.clock.now()
        const payload: WebhookPayload = {
          ...(context ? { context } : {}),
          data,
          meta: {
            attempt_at: metaTime(at),
            event_at: metaTime(eventAt),
            event_id: event,
            trigger_id: delivery.triggerId,
            webhook_id: webhook.identifier,
          },
        }
        const { body, type } = encode(payload, webhook.settings.request_body_format)
        const { headers, secret } = headersOf(world, webhook, body, type)
        Object.assign(delivery, { body, headers })
        const outcome = await post(deliver(), delivery.url, body, { ...headers, ...secret }, world.timings.webhookTimeout)
        attempts.push({ at, ...outcome })
        webhook.sent += 1
        webhook.lastStatus = outcome.status
        if (outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300) delivery.state = 'delivered'
        else again()
      }

      const again = () => {
        const wait = world.timings.webhookRetries[attempts.length - 1]
        if (wait === undefined) {
          delivery.state = 'failed'
          webhook.isDisabled ||= world.switches.disableFailingWebhooks
          return
        }
        world.clock.schedule(world.clock.now() + wait, enqueue)
      }

      const enqueue = () => {
        webhook.queue = world.clock.track(webhook.queue.then(attempt), 'delivery')
      }

      enqueue()
    },
  }
}

/** The headers of a delivery, those that are secret apart. A secret header gives way to one of the same name. */
function headersOf({ switches }: World, { settings }: WebhookRecord, body: string, type: string) {
  const headers: Record<string, string> = {
    'Content-Type': settings.request_content_type || type,
    'User-Agent': 'Cloudsmith-Webhooks (emulated)',
  }
  if (settings.signature_key) headers['X-Cloudsmith-Signature'] = switches.signaturePrefix + sign(body, settings.signature_key)
  const { secret_header: name, secret_value: value } = settings
  const isFree = name && !Object.keys(headers).some((other) => other.toLowerCase() === name.toLowerCase())
  return { headers, secret: isFree && value ? { [name]: value } : {} }
}

async function post(
  send: typeof fetch,
  url: string,
  body: string,
  headers: Record<string, string>,
  timeout: number,
): Promise<{ status?: number; error?: string }> {
  try {
    const response = await send(url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(timeout) })
    await response.body?.cancel()
    return { status: response.status }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
