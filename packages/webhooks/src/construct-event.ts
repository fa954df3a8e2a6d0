import { type Clock, systemClock } from './clock.ts'
import type { AnyEvent, Envelope } from './events.ts'
import type { HeadersLike } from './headers.ts'
import { type ParseOptions, parse } from './parse/parse.ts'
import type { RawBody } from './raw-body.ts'
import { payloadError, verificationError } from './refusal.ts'
import { type Verified, type VerifyOptions, verify } from './verify/verify.ts'

/** Options for verifying and reading a delivery. */
export interface ConstructOptions<Event extends Envelope = AnyEvent> extends VerifyOptions, ParseOptions<Event> {
  /** Maximum age of a delivery in milliseconds, by `meta.attempt_at`; older ones are refused. Default: no limit. */
  maxAge?: number | undefined
  /** Clock for the age of deliveries. Default: the system clock. */
  clock?: Pick<Clock, 'now'> | undefined
}

/** The events of a verified delivery. */
export interface VerifiedEvents<Event> extends Verified {
  /** The events, in the order in which they were sent. */
  events: Event[]
}

/**
 * Verifies a delivery and returns its events. Calls {@link verify}, then {@link parse}, and then checks the age.
 *
 * @throws {WebhookVerificationError} the delivery could not be verified, or is older than `maxAge`
 * @throws {WebhookPayloadError} the body could not be read as events
 * @throws {TypeError} neither a signature key nor a secret was given, or one is empty
 */
export async function verifyAndParse<Event extends Envelope = AnyEvent>(
  body: RawBody,
  headers: HeadersLike,
  options: ConstructOptions<Event>,
): Promise<VerifiedEvents<Event>> {
  const { keyIndex } = await verify(body, headers, options)
  const events = await parse(body, headers, options)
  for (const event of events) await checkAge(event, options)
  return { events, keyIndex }
}

/**
 * Verifies a delivery and returns its event. Most endpoints only need this one call:
 *
 * ```ts
 * const event = await constructEvent(await request.arrayBuffer(), request.headers, { signatureKey })
 * if (isEvent(event, 'package.synced')) …
 * ```
 *
 * @throws {WebhookVerificationError} the delivery could not be verified, or is older than `maxAge`
 * @throws {WebhookPayloadError} the body could not be read as an event, or contains several: {@link verifyAndParse} returns them all
 * @throws {TypeError} neither a signature key nor a secret was given, or one is empty
 */
export async function constructEvent<Event extends Envelope = AnyEvent>(
  body: RawBody,
  headers: HeadersLike,
  options: ConstructOptions<Event>,
): Promise<Event> {
  const { events } = await verifyAndParse(body, headers, options)
  const [event, ...others] = events
  if (event !== undefined && others.length === 0) return event
  throw await payloadError('several-events', events.length)
}

/** The time is part of the signed body, so only the sender can have set it. */
async function checkAge({ meta }: Envelope, { maxAge, clock = systemClock }: Pick<ConstructOptions, 'maxAge' | 'clock'>) {
  if (maxAge === undefined) return
  const sent = Date.parse(String((meta as { attempt_at?: unknown }).attempt_at))
  // Written so that a missing time, which gives NaN, is refused.
  if (clock.now() - sent <= maxAge) return
  throw await verificationError('too-old', maxAge)
}
