import { UsageError } from './usage-error.ts'

/** What was said, as one of the words that there are for it. @throws {UsageError} it is none of them, which it names */
export function oneOf<const Word extends string>(what: string, said: string, words: readonly Word[]): Word {
  const meant = words.find((word) => word === said)
  if (meant === undefined) throw new UsageError(`${what}: ${JSON.stringify(said)} is not one of ${words.join(', ')}.`)
  return meant
}
