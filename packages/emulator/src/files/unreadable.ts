/** A package file that does not meet its format's requirements. The message is for the person who uploaded it. */
export class UnreadableError extends Error {
  override name = 'UnreadableError'
}

/** A package file that unpacks to more bytes, or has more entries, than the limits allow. */
export class TooLargeError extends UnreadableError {}

/**
 * Returns the given value.
 *
 * @param what completes "… is missing", for example `package.json: version`
 * @throws {UnreadableError} if it is undefined, null or empty
 */
export function required(value: string | null | undefined, what: string): string {
  if (!value) throw new UnreadableError(`${what} is missing`)
  return value
}
