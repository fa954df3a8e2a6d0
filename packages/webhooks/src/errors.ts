/** Why a delivery cannot be trusted. */
export type VerificationCode =
  | 'body-not-raw'
  | 'body-too-large'
  | 'body-too-slow'
  | 'body-unreadable'
  | 'signature-missing'
  | 'signature-malformed'
  | 'signature-mismatch'
  | 'secret-mismatch'
  | 'too-old'

/** Why a trusted delivery cannot be understood. */
export type PayloadCode = 'unsupported-content-type' | 'malformed-body' | 'not-an-event' | 'schema-mismatch' | 'several-events'

/**
 * The delivery cannot be trusted: its body must not be used. The message says what is wrong and what usually mends it; neither it nor
 * any property holds a key, a secret or the signature that was expected.
 *
 * `instanceof` also holds across two installed copies of the package.
 *
 * @remedy Answer with 401 and change nothing. Look at `code`: for `signature-mismatch` compare the keys and hand over
 * the raw body; for `body-not-raw` take the receiver before whatever parses bodies. The message says
 * which of them it is.
 */
export class WebhookVerificationError extends errorClass<VerificationCode>('WebhookVerificationError') {}

/**
 * The body is not what its content type says, or holds no event. `cause` is what the decoder, the parser or the schema complained of.
 *
 * `instanceof` also holds across two installed copies of the package.
 *
 * @remedy Answer with 400. Look at `code`: mostly a template of the webhook makes something else of the event than what
 * is read here.
 */
export class WebhookPayloadError extends errorClass<PayloadCode>('WebhookPayloadError') {}

/** A class whose instances are known by a brand that all copies of this package share, not by the identity of the class. */
function errorClass<Code extends string>(name: string) {
  const brand = Symbol.for(`@cloudsmith-sdk/webhooks/${name}`)

  return class extends Error {
    /** The reason, for programs. The message is for people and may change. */
    readonly code: Code

    constructor(code: Code, message: string, options?: ErrorOptions) {
      super(message, options)
      this.name = name
      this.code = code
      Object.defineProperty(this, brand, { value: true })
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return brand in Object(value)
    }
  }
}
