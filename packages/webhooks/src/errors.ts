/** Why a delivery was not accepted as genuine. */
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

/** Why the body of a genuine delivery could not be read as an event. */
export type PayloadCode = 'unsupported-content-type' | 'malformed-body' | 'not-an-event' | 'schema-mismatch' | 'several-events'

/**
 * The delivery could not be verified, so its body must not be used. The message says what is wrong and how it is usually fixed. Neither the
 * message nor any property contains a key, a secret or the expected signature.
 *
 * `instanceof` also works across two installed copies of the package.
 *
 * @remedy Answer with 401 and do nothing else. Check `code`: for `signature-mismatch`, compare the keys and pass the raw body; for
 * `body-not-raw`, mount the receiver before any body parser. The message has the details.
 */
export class WebhookVerificationError extends errorClass<VerificationCode>('WebhookVerificationError') {}

/**
 * The body does not match its content type, or does not contain an event. `cause` is the error of the decoder, the parser or the schema.
 *
 * `instanceof` also works across two installed copies of the package.
 *
 * @remedy Answer with 400. Check `code`: usually the webhook has a template whose output is not a standard event. Pass a `parser` that
 * reads it.
 */
export class WebhookPayloadError extends errorClass<PayloadCode>('WebhookPayloadError') {}

/** Creates a class whose instances are recognised by a brand that all copies of this package share, not by the identity of the class. */
function errorClass<Code extends string>(name: string) {
  const brand = Symbol.for(`@cloudsmith-sdk/webhooks/${name}`)

  return class extends Error {
    /** The reason, for use by programs. The message is for people and may change. */
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
