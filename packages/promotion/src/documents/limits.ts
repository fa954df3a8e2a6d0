/** Maximum length of a document, in characters: 64 MiB of ASCII. */
export const longestText = 64 * 2 ** 20

/** Maximum length of YAML, in characters: people write it, and its parser needs much time and memory. */
export const longestYaml = 2 ** 20

/** Maximum number of aliases in YAML: each one is searched for in the whole text. */
export const mostAliases = 100

/** Maximum depth of nested objects and lists. */
export const deepest = 64

/** Maximum number of values in a document: a plan of a hundred thousand packages has fewer. */
export const mostValues = 5_000_000

/** Maximum number of problems that are reported. */
export const mostProblems = 10_000
