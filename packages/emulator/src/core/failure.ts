/** An error of the emulator itself. */
export interface Failure {
  /** One line for the caller. */
  readonly detail: string
  /** With the stack, for whoever fixes the error. */
  readonly report: string
}

/**
 * Describes an error of the emulator itself.
 *
 * @param where what was being done: an operation id, or a few words
 * @param secret a credential to mask in the texts
 */
export function failureOf(error: unknown, where: string, secret = ''): Failure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const safe = (text: string) => (secret === '' ? text : text.replaceAll(secret, '…'))
  const detail = safe(`The emulator itself failed in ${where}: ${message}`)
  return { detail, report: `${detail}\n${safe(stack)}` }
}
