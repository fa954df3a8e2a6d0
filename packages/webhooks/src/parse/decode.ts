import { payloadError } from '../refusal.ts'

/**
 * Decodes a body in one of the formats without a template: a JSON object, a JSON array, or a form with JSON in `payload`.
 *
 * @throws {WebhookPayloadError} `unsupported-content-type`: the body is neither JSON nor a form
 * @throws {SyntaxError} the JSON is invalid or missing
 */
export async function decode(text: string, contentType: string): Promise<unknown> {
  const type = contentType.toLowerCase()
  if (type.includes('json')) return decodeJson(text)
  if (type.includes('x-www-form-urlencoded')) return decodeJson(new URLSearchParams(text).get('payload') ?? '')
  throw await payloadError('unsupported-content-type', undefined)
}

/** The form's field contains JSON inside a JSON string. */
function decodeJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return typeof value === 'string' ? JSON.parse(value) : value
}
