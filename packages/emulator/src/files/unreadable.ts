/** A package file that is not what its format demands. The message says what is wrong, for the person who uploaded it. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
}

/** A package file that unpacks to more than the limits allow, or has more entries. */
export class TooLargeError extends UnreadableError {}

/**
 * Gives `value` back when it is there.
 *
 * @param what completes "… is missing", for example `package.json: version`
 * @throws {UnreadableError} when it is `undefined`, `null` or empty
 */
export function required(value: string | null | undefined, what: string): string {
  if (!value) throw new UnreadableError(`${what} is missing`)
  return value
}
