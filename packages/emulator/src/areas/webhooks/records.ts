import { createStore, type Store } from '../../core/store.ts'
import type { WebhookRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import { repositoryPart } from '../../world/parts.ts'
import {
  accounts,
  count,
  flag,
  moment,
  nullable,
  number,
  optional,
  query,
  record,
  settings,
  store,
  text,
} from '../../world/shapes/index.ts'

/** A webhook of a repository. */
export interface WebhookRecord {
  readonly slugPerm: string
  /** `meta.webhook_id`: counts the webhooks of the repository. */
  readonly identifier: number
  /** With its defaults. Holds secrets: views leave them out. */
  settings: Required<Omit<WebhookRequest, 'signature_key' | 'events' | 'templates'>> & {
    events: NonNullable<WebhookRequest['events']>
    templates: NonNullable<WebhookRequest['templates']>
    signature_key: string | null
  }
  readonly createdAt: number
  readonly createdBy: Account
  updatedAt: number
  updatedBy: Account
  /** Status of the last answer; 0 where there was none. */
  lastStatus: number | undefined
  sent: number
  isDisabled: boolean
}

/** The webhooks of a repository. */
export interface Webhooks {
  readonly store: Store<WebhookRecord>
  /** The number that the next one gets. */
  next: number
}

/** What a webhook is like where nobody says. */
export const webhookDefaults: WebhookRecord['settings'] = {
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

const webhook = record<WebhookRecord>({
  slugPerm: text,
  identifier: count,
  settings: settings('webhooks_create', webhookDefaults, { package_query: query, signature_key: nullable(text) }),
  createdAt: moment,
  createdBy: accounts,
  updatedAt: moment,
  updatedBy: accounts,
  lastStatus: optional(number),
  sent: count,
  isDisabled: flag,
})

/** The webhooks of a repository. */
export const webhooksOf = repositoryPart('webhooks', (): Webhooks => ({ store: createStore(), next: 1 }), {
  shape: record<Webhooks>({ store: store(webhook), next: count }),
})
