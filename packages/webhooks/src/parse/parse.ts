import { WebhookPayloadError } from '../errors.ts'
import type { AnyEvent, Envelope } from '../events.ts'
import { type HeadersLike, header } from '../headers.ts'
import type { RawBody } from '../raw-body.ts'
import { decode, textOf } from './decode.ts'
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
  { parser = decode, schema, contentType = header(headers, 'content-type') ?? 'application/json' }: ParseOptions<Event> = {},
): Promise<Event[]> {
  const text = await textOf(body)
  const decoded = await read(parser, text, contentType)
  const values: unknown[] = Array.isArray(decoded) ? decoded : [decoded]
  if (values.length === 0) throw notAnEvent('The body is an empty array.')
  const events: Event[] = []
  for (const value of values) {
    // Without a schema, the type of an event is what the API description promises for its name.
    const event = schema === undefined ? (value as Event) : await validate(value, schema)
    if (!isEnvelope(event)) throw notAnEvent('The body has no meta.event_id.')
    events.push(event)
  }
  return events
}

async function read(parser: NonNullable<ParseOptions['parser']>, text: string, contentType: string): Promise<unknown> {
  try {
    return await parser(text, contentType)
  } catch (cause) {
    if (cause instanceof WebhookPayloadError) throw cause
    throw new WebhookPayloadError('malformed-body', 'The parser cannot read the body.', { cause })
  }
}

function isEnvelope(value: unknown): boolean {
  const { meta } = Object(value) as { meta?: { event_id?: unknown } | null }
  return typeof meta?.event_id === 'string'
}

async function validate<Event>(value: unknown, schema: StandardSchema<Event>): Promise<Event> {
  const result = await schema['~standard'].validate(value)
  if (result.issues === undefined) return result.value
  const issues = result.issues.map(({ message }) => message).join('; ')
  throw new WebhookPayloadError('schema-mismatch', `The event does not fit the schema: ${issues}`, { cause: result.issues })
}

function notAnEvent(what: string): WebhookPayloadError {
  return new WebhookPayloadError('not-an-event', `${what} Give a parser if a template wrote it.`)
}
