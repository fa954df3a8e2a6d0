/**
 * What a template may have in braces. `tag:PREFIX` is the rest of the first tag of a package that begins so, `metadata:PLACE` what stands there in what is
 * attached to it.
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

/** Name of something that a template may have in braces. */
export type Placeholder = (typeof placeholders)[number]

const isMetadata = (name: string): boolean => name.startsWith('metadata:')

/** Whether a template has something of the metadata of a package, which has to be read for it. */
export const needsMetadata = (template: string): boolean =>
  [...template.matchAll(braces)].some(([, name = '']) => isMetadata(name))

const braces = /\{\{ ?([^{}]{1,100}?) ?\}\}/g
const isKnown = (name: string): boolean =>
  name.startsWith('tag:') || isMetadata(name) || (placeholders as readonly string[]).includes(name)

/** What a template has in braces that nobody knows. */
export const unknownIn = (template: string): readonly string[] =>
  [...template.matchAll(braces)].flatMap(([, name = '']) => (isKnown(name) ? [] : [name]))

/**
 * Fills a template. What it is filled with is escaped and never filled itself; what is not known is left empty.
 *
 * @param valueFor what stands for a name
 * @param harmless makes a text so where it will stand
 */
export const fill = (
  template: string,
  valueFor: (name: string) => string | undefined,
  harmless: (text: string) => string,
): string => template.replace(braces, (_, name: string) => harmless(valueFor(name) ?? ''))
