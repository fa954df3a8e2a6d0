import { timeoutAfter } from '../../core/real-time.ts'
import type { World } from '../../world/world.ts'
import type { Delivery, DeliveryAttempt } from './delivery.ts'
import { DeliveryRefused } from './delivery-refused.ts'
import { encode, metaTime, type WebhookPayload } from './payload.ts'
import { type WebhookRecord, webhooksOf } from './records.ts'
import { remember, sendingOf } from './sending.ts'
import { sign } from './sign.ts'

/** An event to send to a webhook. */
export interface Dispatch {
  readonly webhook: WebhookRecord
  readonly event: string
  readonly data: unknown
  readonly context?: Readonly<Record<string, unknown>> | undefined
}

/** Sends a webhook and records the delivery. Deliveries of a webhook are sent one after the other; failed ones are retried at times of the clock. */
export function send(world: World, { webhook, event, data, context }: Dispatch): void {
  const sending = sendingOf(world)
  const { deliver, queues } = sending
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
    const { isFinal = false, ...outcome } = await post(payload)
    attempts.push({ at, ...outcome })
    webhook.sent += 1
    webhook.lastStatus = outcome.status
    if (outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300) delivery.state = 'delivered'
    else if (isFinal) delivery.state = 'failed'
    else again()
  }

  const post = async (payload: WebhookPayload): Promise<Outcome> => {
    try {
      const { body, type } = await encode(payload, webhook.settings)
      const { headers, secret } = headersOf(world, webhook, body, type)
      Object.assign(delivery, { body, headers })
      const timeout = timeoutAfter(world.timings.webhookTimeout)
      const request = {
        method: 'POST',
        body,
        headers: { ...headers, ...secret },
        redirect: 'manual',
        signal: timeout,
      } as const
      const response = await deliver(delivery.url, request)
      await response.body?.cancel()
      return { status: response.status }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (error instanceof DeliveryRefused) sending.tell(`A webhook was not sent: ${message}`)
      return { error: message, isFinal: error instanceof DeliveryRefused }
    }
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
    // The result of the previous delivery is reported elsewhere.
    const before = queues.get(webhook)?.catch(() => {}) ?? Promise.resolve()
    queues.set(webhook, world.clock.track(before.then(attempt), 'delivery'))
  }

  remember(sending, delivery, () => {
    if (!exists(world, webhook)) return false
    delivery.state = 'pending'
    enqueue()
    return true
  })
  enqueue()
}

/** The result of an attempt: with the status of a response, or without one. */
type Outcome = Pick<DeliveryAttempt, 'status' | 'error'> & {
  /** Whether a retry would have the same result. */
  readonly isFinal?: boolean
}

function exists({ workspaces }: World, webhook: WebhookRecord): boolean {
  const repositories = [...workspaces.values()].flatMap((workspace) => [...workspace.repositories.values()])
  return repositories.some((repository) => webhooksOf(repository).store.get(webhook.slugPerm) === webhook)
}

/** The headers of a delivery, secret ones separately. A secret header is replaced by another of the same name. */
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
