import type { EventName } from '../events.ts'

/** An event that a webhook can subscribe to; `*` stands for all of them. A `ping` is sent automatically. */
export type SubscribableEvent = Exclude<EventName, 'ping'> | '*'

/** Settings of a webhook, under the service's own names. Settings that are left out are not changed. */
export interface WebhookSettings {
  /** URL to send events to. It also identifies the webhook. */
  target_url: string
  /** Events to send. */
  events: SubscribableEvent[]
  /** Whether the webhook is active. */
  is_active?: boolean
  /** Whether to verify the TLS certificate of `target_url`. */
  verify_ssl?: boolean
  /** Which packages to send events for, in the package search language. */
  package_query?: string | null
  /** Format of the body: 0 for a JSON object, 1 for a JSON array, 2 for a form, 3 for the output of `templates`. */
  request_body_format?: 0 | 1 | 2 | 3
  /** Format of the templates: 0 for generic, 1 for JSON, 2 for XML. */
  request_body_template_format?: 0 | 1 | 2
  /** Value of the `Content-Type` header. */
  request_content_type?: string | null
  /** Handlebars templates for the body, by event. */
  templates?: { event: SubscribableEvent; template: string }[]
  /** Name of a header that is sent with the value of `secret_value`. */
  secret_header?: string | null
  /** The service never returns this: see the option `secrets`. */
  secret_value?: string | null
  /** Key of the HMAC signature. The service never returns this: see the option `secrets`. */
  signature_key?: string
}

/** The fields of an existing webhook that are compared. */
export type ExistingWebhook = { slug_perm: string; target_url: string } & Partial<Record<keyof WebhookSettings, unknown>>

/** The part of an API client that is used. A `Cloudsmith` of `@cloudsmith-sdk/client` has it. */
export interface WebhooksClient<Webhook extends ExistingWebhook> {
  webhooks: {
    list(at: Repository): AsyncIterable<Webhook>
    create(webhook: WebhookSettings & Required<Pick<WebhookSettings, 'templates'>> & Repository): PromiseLike<Webhook>
    update(webhook: Partial<WebhookSettings> & Repository & { identifier: string }): PromiseLike<Webhook>
  }
}

/** The repository of a webhook. */
export interface Repository {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
}

/** Options of {@link subscribe}. */
export interface SubscribeOptions {
  /**
   * What to do with the secrets of an existing webhook, which cannot be compared because the service never returns them. `keep` does not change
   * them; `send` sets them every time, which is needed after a key was changed. Default: `keep`.
   */
  secrets?: 'keep' | 'send'
}

/** What {@link subscribe} did. */
export interface Subscription<Webhook> {
  /** Whether the webhook was created, updated, or already as specified. */
  action: 'created' | 'updated' | 'unchanged'
  /** The webhook as it is now. */
  webhook: Webhook
  /** Names of the settings that were sent: all that were given if the webhook is new, otherwise those that differed. */
  changed: readonly (keyof WebhookSettings)[]
  /** Names of secrets that were given but not sent: the webhook may have different ones. */
  unchecked: readonly (keyof WebhookSettings)[]
}

const secretSettings: readonly (keyof WebhookSettings)[] = ['secret_value', 'signature_key']

/**
 * Ensures that a repository has a webhook for a URL, with these settings: creates it, updates the settings that differ, or does nothing.
 *
 * ```ts
 * const { action } = await subscribe(cloudsmith, { owner, repo }, { target_url, events: ['package.synced'], signature_key })
 * ```
 *
 * Do not call this concurrently: two calls may both create a webhook, and the next call then throws.
 *
 * @throws {Error} several webhooks have this `target_url`, so it is unclear which is meant
 */
export async function subscribe<Webhook extends ExistingWebhook>(
  { webhooks }: WebhooksClient<Webhook>,
  { owner, repo }: Repository,
  wanted: WebhookSettings,
  { secrets = 'keep' }: SubscribeOptions = {},
): Promise<Subscription<Webhook>> {
  const given = (Object.keys(wanted) as (keyof WebhookSettings)[]).filter((name) => wanted[name] !== undefined)
  const existing = await find(webhooks.list({ owner, repo }), wanted.target_url)
  if (existing === undefined) {
    // The service requires templates in every format.
    const webhook = await webhooks.create({ ...wanted, templates: wanted.templates ?? [], owner, repo })
    return { action: 'created', webhook, changed: given, unchecked: [] }
  }

  const differing = given.filter((name) => !secretSettings.includes(name) && !same(existing[name], wanted[name]))
  const isSent = (secret: keyof WebhookSettings) =>
    secrets === 'send' || (secret === 'secret_value' && differing.includes('secret_header')) // A new header has no old value to keep.
  const changed = [...differing, ...given.filter((name) => secretSettings.includes(name) && isSent(name))]
  const unchecked = given.filter((name) => secretSettings.includes(name) && !isSent(name))
  if (changed.length === 0) return { action: 'unchanged', webhook: existing, changed, unchecked }
  const settings: Partial<WebhookSettings> = Object.fromEntries(changed.map((name) => [name, wanted[name]]))
  const webhook = await webhooks.update({ ...settings, owner, repo, identifier: existing.slug_perm })
  return { action: 'updated', webhook, changed, unchecked }
}

async function find<Webhook extends ExistingWebhook>(all: AsyncIterable<Webhook>, target: string): Promise<Webhook | undefined> {
  const found: Webhook[] = []
  for await (const webhook of all) if (webhook.target_url === target) found.push(webhook)
  if (found.length < 2) return found[0]
  const slugs = found.map(({ slug_perm }) => slug_perm).join(', ')
  throw new Error(`${found.length} webhooks have this target_url (${slugs}): delete all but one.`)
}

/** Lists are compared as sets, because the service guarantees no order. It returns null for an empty string. */
function same(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b)
}

function comparable(value: unknown): string {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(item, sortedKeys(item))))].sort().join()
  return JSON.stringify(value === '' || value === undefined ? null : value)
}

/** The sorted keys of an object: passed to JSON.stringify, they fix the order of its fields. */
function sortedKeys(item: unknown): string[] | null {
  return typeof item === 'object' && item !== null ? Object.keys(item).sort() : null
}
