import { InvalidRequestError } from './errors/base.ts'

/** The error for a header that cannot be sent. Omits its value. */
export const unsendable = (name: string): InvalidRequestError =>
  new InvalidRequestError(`The header ${JSON.stringify(name)} is too long, or contains characters that a header cannot have.`)
