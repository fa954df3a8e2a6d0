/** What callers of the engine set, as those say it who have flags. */
const flags: readonly (readonly [said: string, flag: string])[] = [
  ['Set allowEmpty if that may be', 'Say --allow-empty if that may be'],
  ['or set all for all of them', 'or write ?all=true behind it for all of them'],
  ['readPlan of @cloudsmith-sdk/promotion/documents tells', 'show tells'],
]

/** A message of the engine, in the words of the command line. */
export const inFlags = (message: string): string => flags.reduce((text, [said, flag]) => text.replace(said, flag), message)
