import { type PayloadCode, type VerificationCode, WebhookPayloadError, WebhookVerificationError } from './errors.ts'

type Words = typeof import('./diagnose.ts')['words']
type Code = VerificationCode | PayloadCode

/** The fact from which the message for a code is made. */
type Fact<C extends Code> = Parameters<Words[C]>[0]

/** Creates the error for a delivery that could not be verified. */
export async function verificationError<C extends VerificationCode>(code: C, fact: Fact<C>, options?: ErrorOptions) {
  return new WebhookVerificationError(code, await messageOf(code, fact), options)
}

/** Creates the error for a body that could not be read as an event. */
export async function payloadError<C extends PayloadCode>(code: C, fact: Fact<C>, options?: ErrorOptions) {
  return new WebhookPayloadError(code, await messageOf(code, fact), options)
}

/**
 * The message texts are larger than all checks together, so they are only loaded when something is refused: an endpoint that only receives genuine
 * deliveries never loads them.
 */
async function messageOf<C extends Code>(code: C, fact: Fact<C>): Promise<string> {
  const { words } = await import('./diagnose.ts')
  return (words[code] as (fact: Fact<C>) => string)(fact)
}
