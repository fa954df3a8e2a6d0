import type { WebhookRequest } from '../../generated/v1.ts'
import { accounts } from '../../world/account.ts'
import { repositoryPart } from '../../world/parts.ts'
import {
  changing,
  count,
  flag,
  moment,
  nullable,
  number,
  type Of,
  optional,
  query,
  record,
  settings,
  store,
  text,
} from '../../world/shapes/index.ts'

type Settings = Required<Omit<WebhookRequest, 'signature_key' | 'events' | 'templates'>> & {
  events: NonNullable<WebhookRequest['events']>
  templates: NonNullable<WebhookRequest['templates']>
  signature_key: string | null
}

/** The default settings of a webhook. */
export const webhookDefaults: Settings = {
  target_url: '',
  events: [],
  templates: [],
  is_active: true,
  verify_ssl: true,
  package_query: null,
  request_body_format: 0,
  request_body_template_format: 0,
  request_content_type: null,
  secret_header: null,
  secret_value: null,
  signature_key: null,
}

const webhook = record({
  slugPerm: text,
  /** `meta.webhook_id`: number of the webhook in its repository. */
  identifier: count,
  /** Contains secrets, which views leave out. */
  settings: changing(settings('webhooks_create', webhookDefaults, { package_query: query, signature_key: nullable(text) })),
  createdAt: moment,
  createdBy: accounts,
  updatedAt: changing(moment),
  updatedBy: changing(accounts),
  /** Status of the last response; 0 if there was none. */
  lastStatus: changing(optional(number)),
  sent: changing(count),
  isDisabled: changing(flag),
})

/** A webhook of a repository. */
export type WebhookRecord = Of<typeof webhook>

const webhooks = store(webhook)

/** The webhooks of a repository, and the number of the next one. */
export const webhooksOf = repositoryPart('webhooks', {
  shape: record({ store: webhooks, next: changing(count) }),
  make: () => ({ store: webhooks.start(), next: 1 }),
})
