import type { Package } from '@cloudsmith-sdk/client'
import type { AnyEvent } from '@cloudsmith-sdk/webhooks'

/** What a webhook reports about a package. */
export interface Told {
  readonly event: string
  readonly trigger: string
  /** When it happened, by Cloudsmith's clock. */
  readonly at: Date | null
  /** The package, as in lists. If the webhook uses a template of its own, it is only a hint. */
  readonly row: Package
}

/** These events are as frequent as downloads, and change nothing. */
const ignored: ReadonlySet<string> = new Set(['package.downloaded', 'ping'])

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Reads what a webhook reports about a package; undefined if it reports nothing about one. */
export function toldBy({ data, meta }: AnyEvent): Told | undefined {
  const event: string = meta.event_id
  const trigger: unknown = meta.trigger_id
  if (ignored.has(event) || !isText(trigger) || typeof data !== 'object' || data === null) return undefined
  const { slug_perm, namespace, repository } = data as Partial<Record<string, unknown>>
  if (![slug_perm, namespace, repository].every(isText)) return undefined
  return { event, trigger, at: momentIn(meta.event_at), row: data as Package }
}

function momentIn(text: unknown): Date | null {
  const moment = new Date(String(text))
  return Number.isNaN(moment.getTime()) ? null : moment
}
