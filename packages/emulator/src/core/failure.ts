/** An error of the emulator itself. */
export interface Failure {
  /** In one line, for whoever asked. */
  readonly detail: string
  /** With the stack, for whoever mends it. */
  readonly report: string
}

/**
 * Tells of an error of the emulator itself.
 *
 * @param where what was being done: the id of an operation, or a few words
 * @param secret a credential that the text may hold, and must not
 */
export function failureOf(error: unknown, where: string, secret = ''): Failure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const safe = (text: string) => (secret === '' ? text : text.replaceAll(secret, '…'))
  const detail = safe(`The emulator itself failed in ${where}: ${message}`)
  return { detail, report: `${detail}\n${safe(stack)}` }
}
