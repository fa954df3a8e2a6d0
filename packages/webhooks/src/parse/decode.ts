import { bytesOf } from '../body.ts'
import { WebhookPayloadError } from '../errors.ts'
import type { RawBody } from '../raw-body.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The text of a body. @throws {WebhookPayloadError} `malformed-body`: it is not UTF-8 */
export async function textOf(body: RawBody): Promise<string> {
  if (typeof body === 'string') return body
  const bytes = await bytesOf(body)
  return attempt('The body is not UTF-8.', () => utf8.decode(bytes))
}

/**
 * The value in a body of one of the formats that need no template: a JSON object, a JSON array, or a form with JSON in `payload`.
 *
 * @throws {WebhookPayloadError} `unsupported-content-type`, `malformed-body`
 */
export function decode(text: string, contentType: string): unknown {
  const type = contentType.toLowerCase()
  if (type.includes('json')) return decodeJson(text, 'The body')
  if (type.includes('x-www-form-urlencoded')) {
    const payload = new URLSearchParams(text).get('payload')
    if (payload === null) throw new WebhookPayloadError('malformed-body', 'The form has no field "payload".')
    return decodeJson(payload, 'The field "payload"')
  }
  throw new WebhookPayloadError(
    'unsupported-content-type',
    "The body is neither JSON nor a form. Give a parser if a template wrote it, or contentType: 'application/json' if it is JSON after all.",
  )
}

/** The form's field holds JSON inside a JSON string. */
function decodeJson(text: string, what: string): unknown {
  return attempt(`${what} is not JSON.`, () => {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? JSON.parse(value) : value
  })
}

function attempt<T>(complaint: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new WebhookPayloadError('malformed-body', complaint, { cause })
  }
}
