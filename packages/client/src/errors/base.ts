/** Marks every error of this SDK, whichever installed copy of it made the error. */
const brand = Symbol.for('@cloudsmith-sdk/client/error')

/**
 * Every error that this SDK throws on purpose.
 *
 * `instanceof` also holds across two installed copies of the package: classes are told apart by a brand, not by identity.
 *
 * @remedy Look for its subclasses first: each says more. What is none of them is a bug of the program, or of this SDK.
 */
export class CloudsmithError extends Error {
  /** Name of the class, which is what `instanceof` looks at. */
  static readonly kind: string = 'CloudsmithError'

  readonly [brand]: readonly string[]

  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this[brand] = kindsOf(new.target)
    Object.defineProperty(this, brand, { enumerable: false })
    this.name = new.target.kind
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    if (typeof value !== 'object' || value === null || !(brand in value)) return false
    const kinds: unknown = value[brand]
    // biome-ignore lint/complexity/noThisInStatic: it is the class on the right of instanceof, which may be a subclass
    return Array.isArray(kinds) && kinds.includes(this.kind)
  }
}

/** The kind of a class and of those that it extends. */
function kindsOf(target: { readonly kind?: string } | null): string[] {
  return target?.kind === undefined ? [] : [target.kind, ...kindsOf(Object.getPrototypeOf(target))]
}

/**
 * The caller asked for something that cannot be sent: nothing left this machine.
 *
 * @remedy Correct the call: the message names the parameter or the option, and what it may be. Sending it again changes
 * nothing.
 */
export class InvalidRequestError extends CloudsmithError {
  static override readonly kind: string = 'InvalidRequestError'
}
