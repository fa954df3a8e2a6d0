import { bytesOf } from '../body.ts'
import { WebhookPayloadError } from '../errors.ts'
import type { AnyEvent, Envelope } from '../events.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { payloadError } from '../refusal.ts'
import { decode } from './decode.ts'
import type { StandardSchema } from './standard-schema.ts'

/** How a body becomes events. */
export interface ParseOptions<Event extends Envelope = AnyEvent> {
  /** Reads bodies that a Handlebars template wrote. Gives an event or several: objects with at least `meta.event_id`. */
  parser?: ((text: string, contentType: string) => unknown) | undefined
  /** Validates every event; its output takes the event's place. Without it the types are a promise of the API description. */
  schema?: StandardSchema<Event> | undefined
  /** Read the body as this type, whatever the header says. For webhooks whose `request_content_type` says something else. */
  contentType?: string | undefined
}

/**
 * Reads the events out of a body: one for every format of the service, though its array format has room for more. Unknown events and
 * unknown fields are kept.
 *
 * Verify first: this trusts the body.
 *
 * @param headers for `Content-Type`; JSON where there is none
 * @throws {WebhookPayloadError} the body is not what its content type says, is not an event, or does not fit the schema
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
    // Without a schema, the type of an event is what the API description promises for its name.
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
