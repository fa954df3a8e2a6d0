// Words that carry no information about an operation or a field.
const empty = new Set(
  `a an the of to from in into on for with by at and or as that which this these those what who whose whom where when how is are be
  was were been has have had do does did may can it its they them their there then than so if not no all any each every one other
  others another same only also`.split(/\s+/),
)

/** A word without its inflection, good enough to recognise that `lists` and `list` are the same. */
const stem = (word: string): string =>
  word
    .replace(/'s?$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[sxh])es$/, '')
    .replace(/(?<!s)s$/, '')
    .replace(/(?:ing|ed|e)$/, '')

/** The words of a text that carry information, without their inflections. */
export function wordsOf(text: string): string[] {
  const words =
    text
      .replace(/(?<=[a-z0-9])(?=[A-Z])|_/g, ' ')
      .toLowerCase()
      .match(/[a-z0-9][a-z0-9'-]*/g) ?? []
  return words.filter((word) => word.length > 1 && !empty.has(word)).map(stem)
}

// What descriptions call the words in operation ids.
const meant: Readonly<Record<string, string>> = {
  create: 'add create',
  delete: 'delete remove',
  destroy: 'delete remove',
  update: 'change replace',
  partial: 'change some settings',
  retrieve: 'read',
  license: 'licence',
  org: 'workspace',
  orgs: 'workspace',
  namespace: 'workspace',
  namespaces: 'workspace',
  repo: 'repository',
  repos: 'repository',
}

/** The words of an operation id, and their synonyms in descriptions. */
export const wordsOfId = (id: string): string[] => id.split(/[_-]/).flatMap((part) => wordsOf(`${part} ${meant[part] ?? ''}`))

/** The distinct words of a text that are not among the known ones. */
export const newWords = (text: string, known: readonly string[]): string[] =>
  [...new Set(wordsOf(text))].filter((word) => !known.includes(word))

/** The sentences of a text. */
export const sentencesOf = (text: string): string[] => text.split(/(?<=\.)\s+/)
