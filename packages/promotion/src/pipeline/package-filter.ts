import { all, any, field } from '@cloudsmith-sdk/client'
import type { FieldPath, Flaw } from '../repository/document-error.ts'
import { queryLength } from '../repository/limits.ts'
import type { PackageRow } from '../repository/row.ts'
import type { RowRule } from '../repository/row-rule.ts'

/**
 * Selects packages by their format, name and tags. A package must match every field that is given, and of each list at least one entry. In
 * names and tags, `*` matches any text, and case is ignored.
 *
 * The service does not document whether a copy gets the tags of its original. So where stages are separate repositories, prefer formats and
 * names to tags.
 */
export interface PackageFilter {
  /** Formats in the service's spelling, such as `npm`. Default: all. */
  readonly formats?: readonly string[] | undefined
  /** Names, such as `@acme/*`. Default: all. */
  readonly names?: readonly string[] | undefined
  /** Tags of any type, such as `team-web`. Default: packages with or without tags. */
  readonly tags?: readonly string[] | undefined
}

/** Turns a filter into a rule: a query for the service, if it is short enough, and a check of every row that the query returns. */
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

/** Lists what is wrong with a filter. */
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
  // A pattern of wildcards alone matches everything, so there is nothing to query for.
  if (patterns === undefined || patterns.some((pattern) => /^\**$/.test(pattern))) return undefined
  return any(...patterns.map((pattern) => of.matches(pattern)))
}

/** Whether a text matches one of the patterns; always true without patterns. */
function matcher(patterns: readonly string[] | undefined): (text: string) => boolean {
  if (patterns === undefined) return () => true
  const tests = patterns.map(fits)
  return (text) => tests.some((test) => test(text.toLowerCase()))
}

/** Finds the parts one after another from the left, so the time is linear in the length of the text however many wildcards there are. */
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
