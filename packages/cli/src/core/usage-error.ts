/** A flag or a file is wrong. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
