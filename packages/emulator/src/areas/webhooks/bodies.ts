import { flag, list, nested, nullable, oneOf, partial, required, type ShapeOf, text, url } from '../../core/fields.ts'
import { packageEvents } from '../../generated/events.ts'
import type { BodyOf } from '../../operation/operation.ts'

const event = oneOf('*', ...packageEvents)

const webhook = {
  target_url: required(url({ max: 2000 })),
  events: required(nullable(list(event, { min: 1 }))),
  templates: required(
    nullable(list(nested({ event: required(text({ min: 1, max: 128 })), template: nullable(text({ max: 4096 })) }))),
  ),
  is_active: flag,
  verify_ssl: flag,
  package_query: nullable(text({ max: 1024 })),
  request_body_format: oneOf(0, 1, 2, 3),
  request_body_template_format: oneOf(0, 1, 2),
  request_content_type: nullable(text({ max: 128 })),
  secret_header: nullable(text({ max: 64, pattern: /^[-\w]+$/ })),
  secret_value: nullable(text({ max: 512, pattern: /^[^\n\r]+$/ })),
  signature_key: text({ min: 1, max: 512 }),
} satisfies ShapeOf<BodyOf<'webhooks_create'>>

/** Bodies of the operations on webhooks. */
export const webhookBodies = { webhooks_create: webhook, webhooks_partial_update: partial(webhook) }
