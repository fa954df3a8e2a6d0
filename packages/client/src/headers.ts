import { unsendable } from './unsendable.ts'

/**
 * Checks that headers can be sent.
 *
 * @throws {InvalidRequestError} a header cannot be sent; the message names it but omits its value, which may be a secret
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
