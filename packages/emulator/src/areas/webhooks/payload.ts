import type { WebhookRecord } from './records.ts'
import { render } from './template.ts'

/** The content of a webhook. */
export interface WebhookPayload {
  readonly context?: Readonly<Record<string, unknown>>
  readonly data: unknown
  readonly meta: {
    readonly attempt_at: string
    readonly event_at: string
    readonly event_id: string
    readonly trigger_id: string
    readonly webhook_id: number
  }
}

/** Names of the body formats, which are numbers in requests. @see docs/service.md#webhooks */
export const bodyFormats = ['JSON Object', 'JSON Array', 'Form Encoded JSON Object', 'Handlebars Template'] as const

/** Names of the template types. */
export const templateFormats = ['Generic (user-defined)', 'JSON (application/json)', 'XML (application/xml)'] as const

/** Content types of rendered templates, by type. That of the generic one is a guess. */
const templateTypes = ['text/plain', 'application/json', 'application/xml'] as const

/**
 * The body of a webhook and its type: an object, a list with the object, a form with the JSON in a field, or a rendered template.
 *
 * @throws {Error} if a template cannot be rendered
 * @see docs/service.md#webhook-payloads
 */
export async function encode(
  payload: WebhookPayload,
  { request_body_format: format, request_body_template_format: kind, templates }: WebhookRecord['settings'],
): Promise<{ body: string; type: string }> {
  switch (format) {
    case 1:
      return { body: JSON.stringify([payload]), type: 'application/json' }
    case 2:
      return {
        body: new URLSearchParams({ payload: JSON.stringify(JSON.stringify(payload)) }).toString(),
        type: 'application/x-www-form-urlencoded',
      }
    case 3:
      return { body: await render(templates, payload), type: templateTypes[kind] }
    default:
      return { body: JSON.stringify(payload), type: 'application/json' }
  }
}

/** A time in the format of `meta`: `2026-01-01T00:00:00.000000+00:00`. */
export function metaTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000+00:00`
}
