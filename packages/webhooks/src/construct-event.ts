import { type Clock, systemClock } from './clock.ts'
import type { AnyEvent, Envelope } from './events.ts'
import type { HeadersLike } from './headers.ts'
import { type ParseOptions, parse } from './parse/parse.ts'
import type { RawBody } from './raw-body.ts'
import { payloadError, verificationError } from './refusal.ts'
import { type Verified, type VerifyOptions, verify } from './verify/verify.ts'

/** How a delivery is verified and read. */
export interface ConstructOptions<Event extends Envelope = AnyEvent> extends VerifyOptions, ParseOptions<Event> {
  /** Refuse deliveries that were sent longer ago than this many milliseconds, by `meta.attempt_at`. Default: any age is fine. */
  maxAge?: number | undefined
  /** Default: the machine's own time. */
  clock?: Pick<Clock, 'now'> | undefined
}

/** Events that can be trusted. */
export interface VerifiedEvents<Event> extends Verified {
  events: Event[]
}

/**
 * Verifies a delivery, then reads its events: {@link verify}, {@link parse} and the check of its age, in this order.
 *
 * @throws {WebhookVerificationError} the delivery cannot be trusted, or is older than `maxAge`
 * @throws {WebhookPayloadError} the body cannot be understood
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
 * Verifies a delivery and gives its event. The one call that most endpoints need:
 *
 * ```ts
 * const event = await constructEvent(await request.arrayBuffer(), request.headers, { signatureKey })
 * if (isEvent(event, 'package.synced')) …
 * ```
 *
 * @throws {WebhookVerificationError} the delivery cannot be trusted, or is older than `maxAge`
 * @throws {WebhookPayloadError} the body cannot be understood, or holds several events: {@link verifyAndParse} gives them all
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

/** The time is inside the signed body, so that nobody but the sender can have set it. */
async function checkAge({ meta }: Envelope, { maxAge, clock = systemClock }: Pick<ConstructOptions, 'maxAge' | 'clock'>) {
  if (maxAge === undefined) return
  const sent = Date.parse(String((meta as { attempt_at?: unknown }).attempt_at))
  // Written so that a missing time, which is NaN, does not pass.
  if (clock.now() - sent <= maxAge) return
  throw await verificationError('too-old', maxAge)
}
