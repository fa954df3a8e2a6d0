import { InvalidRequestError } from './errors/base.ts'

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

/** What is wrong with a header, without its value. */
export const unsendable = (name: string): InvalidRequestError =>
  new InvalidRequestError(`The header ${JSON.stringify(name)} is too long, or holds characters that none has.`)
