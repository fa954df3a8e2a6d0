import type { Package } from '@cloudsmith-sdk/client'
import type { AnyEvent } from '@cloudsmith-sdk/webhooks'

/** A webhook about a package. */
export interface Told {
  readonly event: string
  readonly trigger: string
  /** When it happened, by the registry's time. */
  readonly at: Date | null
  /** As lists tell of it, unless the webhook has a template of somebody's own: then it is a hint, and no more. */
  readonly row: Package
}

/** They come as often as somebody downloads something, and change nothing. */
const ignored: ReadonlySet<string> = new Set(['package.downloaded', 'ping'])

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What a webhook tells of a package; undefined where that is nothing. */
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
