import { unsendable } from './unsendable.ts'

/**
 * Checks that headers can be sent.
 *
 * @throws {InvalidRequestError} one cannot; the message names it but does not hold its value, which may be a secret
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, value]])
    } catch {
      throw unsendable(name)
    }
  }
}
