import { payloadError } from '../refusal.ts'

/**
 * The value in a body of one of the formats that need no template: a JSON object, a JSON array, or a form with JSON in `payload`.
 *
 * @throws {WebhookPayloadError} `unsupported-content-type`
 * @throws {SyntaxError} there is no JSON where it ought to be
 */
export async function decode(text: string, contentType: string): Promise<unknown> {
  const type = contentType.toLowerCase()
  if (type.includes('json')) return decodeJson(text)
  if (type.includes('x-www-form-urlencoded')) return decodeJson(new URLSearchParams(text).get('payload') ?? '')
  throw await payloadError('unsupported-content-type', undefined)
}

/** The form's field holds JSON inside a JSON string. */
function decodeJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return typeof value === 'string' ? JSON.parse(value) : value
}
