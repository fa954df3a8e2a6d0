import { timestamp } from '../../core/time.ts'
import type { Webhook } from '../../generated/v1.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { apiUrl, madeBy, placeOf } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { bodyFormats, templateFormats } from './payload.ts'
import type { WebhookRecord } from './records.ts'

/** A webhook in the API's form, without its secrets. */
export function webhookView(world: World, webhook: WebhookRecord, repository: RepositoryRecord): Webhook {
  const { secret_value: _value, signature_key: _key, ...settings } = webhook.settings
  const { lastStatus } = webhook
  const isBad = webhook.sent > 0 && (lastStatus === undefined || lastStatus < 200 || lastStatus > 299)
  return {
    ...settings,
    slug_perm: webhook.slugPerm,
    identifier: webhook.identifier,
    request_body_format_str: bodyFormats[settings.request_body_format],
    request_body_template_format_str: templateFormats[settings.request_body_template_format],
    disable_reason: webhook.isDisabled ? 1 : 0,
    disable_reason_str: webhook.isDisabled ? 'Too many failed deliveries' : 'N/A',
    last_response_status: lastStatus ?? 0,
    last_response_status_str: lastStatus === undefined ? 'No response' : String(lastStatus),
    is_last_response_bad: isBad,
    num_sent: webhook.sent,
    created_at: timestamp(webhook.createdAt),
    ...madeBy(world, 'created', webhook.createdBy),
    updated_at: timestamp(webhook.updatedAt),
    ...madeBy(world, 'updated', webhook.updatedBy),
    self_url: apiUrl(world, `/webhooks/${placeOf(repository)}/${webhook.slugPerm}/`),
  }
}
