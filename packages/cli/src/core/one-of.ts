import { UsageError } from './usage-error.ts'

/** Returns the value if it is one of the allowed words. @throws {UsageError} it is not; the message lists the words */
export function oneOf<const Word extends string>(what: string, said: string, words: readonly Word[]): Word {
  const meant = words.find((word) => word === said)
  if (meant === undefined) throw new UsageError(`${what}: ${JSON.stringify(said)} is not one of ${words.join(', ')}.`)
  return meant
}
