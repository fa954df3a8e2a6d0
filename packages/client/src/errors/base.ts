/** Marks every error of this SDK, whichever installed copy of the package created it. */
const brand = Symbol.for('@cloudsmith-sdk/client/error')

/**
 * Base class of every error that this SDK throws on purpose.
 *
 * `instanceof` also works across two installed copies of the package: it compares a brand, not the identity of the class.
 *
 * @remedy Check for the subclasses first: each says more. Any other error is a bug in the program or in this SDK.
 */
export class CloudsmithError extends Error {
  /** Name of the class, which `instanceof` compares. */
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

/** The `kind` of a class and of those that it extends. */
function kindsOf(target: { readonly kind?: string } | null): string[] {
  return target?.kind === undefined ? [] : [target.kind, ...kindsOf(Object.getPrototypeOf(target))]
}

/**
 * The call has an invalid parameter or option. Nothing was sent.
 *
 * @remedy Correct the call: the message names the parameter or option and the values that it may have. Retrying does not help.
 */
export class InvalidRequestError extends CloudsmithError {
  static override readonly kind: string = 'InvalidRequestError'
}
