import { bytesOf } from '../body.ts'
import { WebhookPayloadError } from '../errors.ts'
import type { AnyEvent, Envelope } from '../events.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { payloadError } from '../refusal.ts'
import { decode } from './decode.ts'
import type { StandardSchema } from './standard-schema.ts'

/** Options for parsing a body. */
export interface ParseOptions<Event extends Envelope = AnyEvent> {
  /** Parses bodies that a Handlebars template produced. Returns an event or an array of them: objects with at least `meta.event_id`. */
  parser?: ((text: string, contentType: string) => unknown) | undefined
  /** Validates every event; its output replaces the event. Without a schema, events are not validated, only typed by the API description. */
  schema?: StandardSchema<Event> | undefined
  /** Content type to use instead of the header, for webhooks whose `request_content_type` does not match the body. */
  contentType?: string | undefined
}

/**
 * Parses the events in a body. The service sends one per delivery, although its array format allows several. Unknown events and unknown fields are
 * kept.
 *
 * This trusts the body, so {@link verify} it first.
 *
 * @param headers used for `Content-Type`; JSON is assumed if there is none
 * @throws {WebhookPayloadError} the body does not match its content type, is not an event, or does not match the schema
 */
export async function parse<Event extends Envelope = AnyEvent>(
  body: RawBody,
  headers: HeadersLike,
  { parser, schema, contentType = header(headers, 'content-type') ?? 'application/json' }: ParseOptions<Event> = {},
): Promise<Event[]> {
  const values = [await read(await bytesOf(body), contentType, parser)].flat()
  if (values.length === 0) throw await payloadError('not-an-event', 'The body is an empty array.')
  const events: Event[] = []
  for (const value of values) {
    // Without a schema, the type of an event is the one that the API description has for its name.
    const event = schema === undefined ? (value as Event) : await validate(value, schema)
    const { meta } = Object(event) as { meta?: { event_id?: unknown } | null }
    if (typeof meta?.event_id !== 'string') throw await payloadError('not-an-event', 'The body has no meta.event_id.')
    events.push(event)
  }
  return events
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

async function read(bytes: Uint8Array, contentType: string, parser: ParseOptions['parser']): Promise<unknown> {
  try {
    return await (parser ?? decode)(utf8.decode(bytes), contentType)
  } catch (cause) {
    throw cause instanceof WebhookPayloadError ? cause : await payloadError('malformed-body', parser !== undefined, { cause })
  }
}

async function validate<Event>(value: unknown, schema: StandardSchema<Event>): Promise<Event> {
  const result = await schema['~standard'].validate(value)
  if (result.issues === undefined) return result.value
  throw await payloadError('schema-mismatch', result.issues, { cause: result.issues })
}
