import type { EventName } from '../events.ts'

/** What a webhook can be told to send: `*` is everything. A `ping` comes by itself. */
export type SubscribableEvent = Exclude<EventName, 'ping'> | '*'

/** What a webhook should be like: the service's own settings, by their own names. What is left out is not touched. */
export interface WebhookSettings {
  /** Address to POST to, which is also what the webhook is known by. */
  target_url: string
  /** What to be told of. */
  events: SubscribableEvent[]
  is_active?: boolean
  verify_ssl?: boolean
  /** Which packages to be told of, in the package search language. */
  package_query?: string | null
  /** 0 a JSON object, 1 a JSON array, 2 a form, 3 what `templates` make. */
  request_body_format?: 0 | 1 | 2 | 3
  /** 0 generic, 1 JSON, 2 XML. */
  request_body_template_format?: 0 | 1 | 2
  request_content_type?: string | null
  templates?: { event: SubscribableEvent; template: string }[]
  secret_header?: string | null
  /** Never read back, see `secrets`. */
  secret_value?: string | null
  /** Never read back, see `secrets`. */
  signature_key?: string
}

/** A webhook as the service gives it, as much as is compared. */
export type ExistingWebhook = { slug_perm: string; target_url: string } & Partial<Record<keyof WebhookSettings, unknown>>

/** As much of a client as is used; `@cloudsmith-sdk/client` is one. */
export interface WebhooksClient<Webhook extends ExistingWebhook> {
  webhooks: {
    list(at: Repository): AsyncIterable<Webhook>
    create(webhook: WebhookSettings & Required<Pick<WebhookSettings, 'templates'>> & Repository): PromiseLike<Webhook>
    update(webhook: Partial<WebhookSettings> & Repository & { identifier: string }): PromiseLike<Webhook>
  }
}

/** Where a webhook belongs. */
export interface Repository {
  owner: string
  repo: string
}

/** What to do about secrets. */
export interface SubscribeOptions {
  /**
   * The service never gives secrets back, so nobody can see whether those of an existing webhook are right. `keep` (the default) leaves
   * them alone, `send` sets them every time: after a key was changed.
   */
  secrets?: 'keep' | 'send'
}

/** What was done. */
export interface Subscription<Webhook> {
  action: 'created' | 'updated' | 'unchanged'
  /** The webhook as it is now. */
  webhook: Webhook
  /** Names of the settings that were sent; all that were given, where the webhook is new. */
  changed: readonly (keyof WebhookSettings)[]
  /** Secrets that were given and left alone: they may or may not be those of the webhook. */
  unchecked: readonly (keyof WebhookSettings)[]
}

const secretSettings: readonly (keyof WebhookSettings)[] = ['secret_value', 'signature_key']

/**
 * Makes sure that a repository has a webhook for an address, with these settings: creates it, changes what differs, or does nothing.
 *
 * ```ts
 * const { action } = await subscribe(cloudsmith, { owner, repo }, { target_url, events: ['package.synced'], signature_key })
 * ```
 *
 * Two calls at once may create two; the next call then throws.
 *
 * @throws {Error} several webhooks have the address: nobody can tell which is meant
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
    // The service asks for templates in every format.
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

/** Lists are sets here: the service promises no order. An empty text is what it calls null. */
function same(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b)
}

function comparable(value: unknown): string {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(item, sortedKeys(item))))].sort().join()
  return JSON.stringify(value === '' || value === undefined ? null : value)
}

/** A list of names makes JSON.stringify write these fields, in this order. */
function sortedKeys(item: unknown): string[] | null {
  return typeof item === 'object' && item !== null ? Object.keys(item).sort() : null
}
