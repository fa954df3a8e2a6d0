import { all, any, field } from '@cloudsmith-sdk/client'
import type { FieldPath, Flaw } from '../repository/document-error.ts'
import { queryLength } from '../repository/limits.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RowRule } from '../repository/row-rule.ts'

/**
 * Packages by what their rows tell. Each field that is given has to hold; of a list, one is enough. In names and tags `*` stands for anything,
 * and case does not matter.
 *
 * Whether a copy has the tags of its original is not known: where stages are repositories of their own, formats and names tell packages of a
 * team in each of them, tags may not.
 */
export interface PackageFilter {
  /** As the service calls them, such as `npm`. Default: all. */
  readonly formats?: readonly string[] | undefined
  /** Such as `@acme/*`. Default: all. */
  readonly names?: readonly string[] | undefined
  /** Such as `team-web`, of whatever kind. Default: with tags or without. */
  readonly tags?: readonly string[] | undefined
}

/** What a filter lets through, told to the service as far as that fits into a query, and asked of every row again. */
export function ruleOf(filter: PackageFilter): RowRule {
  const { formats, names, tags } = filter
  const questions = [
    formats && any(...formats.map((format) => field.format(format))),
    queryOf(field.name, names),
    queryOf(field.tag, tags),
  ]
  const query = all(...questions.filter((question) => question !== undefined))
  const [isNamed, isTagged] = [matcher(names), matcher(tags)]
  return {
    query: encodeURIComponent(query).length * 2 > queryLength ? undefined : query || undefined,
    whyNot({ format, name, tags: own }: PackageRow) {
      if (formats !== undefined && !formats.includes(format)) return `the pipeline covers only ${formats.join(', ')}`
      if (!isNamed(name ?? '')) return `the pipeline covers only packages named ${names?.join(', ')}`
      if (!Object.values(own).flat().some(isTagged) && tags !== undefined) {
        return `the pipeline covers only packages tagged ${tags.join(', ')}`
      }
      return undefined
    },
  }
}

/** What is wrong with a filter. */
export function flawsOfFilter(filter: PackageFilter, path: FieldPath): Flaw[] {
  const lists = (['formats', 'names', 'tags'] as const).filter((field) => filter[field] !== undefined)
  if (lists.length === 0) return [{ path, message: 'must have formats, names or tags' }]
  return lists.flatMap((list) => {
    const values = filter[list] ?? []
    if (values.length === 0) return [{ path: [...path, list], message: 'must not be empty: it would leave out every package' }]
    return values.flatMap((value, index) =>
      value === '' ? [{ path: [...path, list, index], message: 'must not be empty' }] : [],
    )
  })
}

function queryOf(of: typeof field.name, patterns: readonly string[] | undefined): string | undefined {
  // A pattern of nothing but wildcards asks for nothing.
  if (patterns === undefined || patterns.some((pattern) => /^\**$/.test(pattern))) return undefined
  return any(...patterns.map((pattern) => of.matches(pattern)))
}

/** Whether a text fits one of the patterns; always where there are none. */
function matcher(patterns: readonly string[] | undefined): (text: string) => boolean {
  if (patterns === undefined) return () => true
  const tests = patterns.map(fits)
  return (text) => tests.some((test) => test(text.toLowerCase()))
}

/** Looks for a part after the other from the left: the time is linear in the text, however many wildcards there are. */
function fits(pattern: string): (folded: string) => boolean {
  const [first = '', ...others] = pattern.toLowerCase().split(/\*+/)
  const last = others.pop()
  return (folded) => {
    if (last === undefined) return folded === first
    if (!folded.startsWith(first)) return false
    let at = first.length
    for (const part of others) {
      const found = folded.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return folded.length - last.length >= at && folded.endsWith(last)
  }
}
