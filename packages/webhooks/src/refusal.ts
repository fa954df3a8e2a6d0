import { type PayloadCode, type VerificationCode, WebhookPayloadError, WebhookVerificationError } from './errors.ts'

type Words = typeof import('./diagnose.ts')['words']
type Code = VerificationCode | PayloadCode

/** What the message of a code is made of. */
type Fact<C extends Code> = Parameters<Words[C]>[0]

/** The error of a delivery that cannot be trusted. */
export async function verificationError<C extends VerificationCode>(code: C, fact: Fact<C>, options?: ErrorOptions) {
  return new WebhookVerificationError(code, await messageOf(code, fact), options)
}

/** The error of a body that cannot be understood. */
export async function payloadError<C extends PayloadCode>(code: C, fact: Fact<C>, options?: ErrorOptions) {
  return new WebhookPayloadError(code, await messageOf(code, fact), options)
}

/**
 * The words take more room than all checks together, so they are loaded where something is refused: an endpoint that hears from nobody
 * but Cloudsmith never loads them.
 */
async function messageOf<C extends Code>(code: C, fact: Fact<C>): Promise<string> {
  const { words } = await import('./diagnose.ts')
  return (words[code] as (fact: Fact<C>) => string)(fact)
}
