import type { Operator } from '@cloudsmith-sdk/search-language'
import { type Comparisons, comparisons } from './comparisons.ts'
import { literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'
import { type TextField, textQuestions } from './text-field.ts'

/**
 * Queries on a version, compared by the rules of its format or as text. In comparisons, a trailing dot has no meaning: to match a series of
 * versions, use `startsWith('1.0.')` or `compatibleWith('1.0')`.
 *
 * @see docs/service.md#search
 */
export interface VersionField extends Comparisons<string>, Omit<TextField, 'contains'> {
  /** The same version, in any spelling: `1.0` matches `1.0.0`. To compare the text, use `exactly`. */
  equals(version: string): Query
  /** This version or a later compatible one: `1.1.0` matches `1.1.7` but not `1.2.0`. */
  compatibleWith(version: string): Query
}

/** Creates the queries on versions. There is no `contains`, because a text without an anchor or wildcard is compared as a version. */
export function versionField(): VersionField {
  const { contains: _, ...text } = textQuestions((value) => question('version', value))
  const compare = (version: string, operator?: Operator) => question('version', literal(version), operator)
  return { ...text, ...comparisons(compare), compatibleWith: (version) => compare(version, '~=') }
}
