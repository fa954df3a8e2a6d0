import { InvalidRequestError } from './errors/base.ts'

/** What is wrong with a header, without its value. */
export const unsendable = (name: string): InvalidRequestError =>
  new InvalidRequestError(`The header ${JSON.stringify(name)} is too long, or contains characters that a header cannot have.`)
