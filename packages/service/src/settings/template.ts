/**
 * The placeholders that a template may have in double braces. Also possible are `tag:PREFIX`, the remainder of the first tag of a package that starts
 * with this prefix, and `metadata:PATH`, the value at this path in the metadata attached to the package.
 */
export const placeholders = [
  ...([
    'event',
    'severity',
    'title',
    'pipeline',
    'edge',
    'from',
    'to',
    'plan',
    'run',
    'task',
    'outcome',
    'by',
    'why',
    'until',
  ] as const),
  ...(['at', 'url', 'packages', 'count', 'format', 'name', 'version', 'filename'] as const),
] as const

/** Name of a placeholder. */
export type Placeholder = (typeof placeholders)[number]

const isMetadata = (name: string): boolean => name.startsWith('metadata:')

/** Whether a template uses the metadata of a package, which has to be read for it. */
export const needsMetadata = (template: string): boolean =>
  [...template.matchAll(braces)].some(([, name = '']) => isMetadata(name))

const braces = /\{\{ ?([^{}]{1,100}?) ?\}\}/g
const isKnown = (name: string): boolean =>
  name.startsWith('tag:') || isMetadata(name) || (placeholders as readonly string[]).includes(name)

/** The unknown placeholders of a template. */
export const unknownIn = (template: string): readonly string[] =>
  [...template.matchAll(braces)].flatMap(([, name = '']) => (isKnown(name) ? [] : [name]))

/**
 * Fills a template. Values are escaped, and placeholders in them are not filled. Unknown placeholders are left empty.
 *
 * @param valueFor returns the value of a placeholder
 * @param harmless escapes a value for the place where it will stand
 */
export const fill = (
  template: string,
  valueFor: (name: string) => string | undefined,
  harmless: (text: string) => string,
): string => template.replace(braces, (_, name: string) => harmless(valueFor(name) ?? ''))
