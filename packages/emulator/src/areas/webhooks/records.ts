import { createStore, type Store } from '../../core/store.ts'
import type { WebhookRequest } from '../../generated/v1.ts'
import type { Account } from '../../world/account.ts'
import { repositoryPart } from '../../world/parts.ts'

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

/** The webhooks of a repository. */
export const webhooksOf = repositoryPart('webhooks', (): Webhooks => ({ store: createStore(), next: 1 }))
