/** Characters of a document, at most: 64 MiB of what is not beyond ASCII. */
export const longestText = 64 * 2 ** 20

/** Characters of YAML, at most: people write it, and its parser takes time and memory for it. */
export const longestYaml = 2 ** 20

/** Aliases in YAML, at most: each is looked for in all of the text. */
export const mostAliases = 100

/** Objects and lists within each other, at most. */
export const deepest = 64

/** Values in a document, at most: a plan of a hundred thousand packages has fewer. */
export const mostValues = 5_000_000

/** Problems that are told, at most. */
export const mostProblems = 10_000
