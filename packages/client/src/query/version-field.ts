import type { Operator } from '@cloudsmith-sdk/search-language'
import { type Comparisons, comparisons } from './comparisons.ts'
import { literal } from './pattern.ts'
import type { Query } from './query.ts'
import { question } from './question.ts'
import { type TextField, textQuestions } from './text-field.ts'

/**
 * Questions about a version: compared as its format compares them, or letter for letter. In comparisons a dot at the end means nothing:
 * for a series of versions use `startsWith('1.0.')` or `compatibleWith('1.0')`.
 *
 * @see docs/service.md#search
 */
export interface VersionField extends Comparisons<string>, Omit<TextField, 'contains'> {
  /** The same version, however written: `1.0` finds `1.0.0`. For the very text use `exactly`. */
  equals(version: string): Query
  /** This version or a later one that is compatible: `1.1.0` finds `1.1.7`, not `1.2.0`. */
  compatibleWith(version: string): Query
}

/** Makes the questions about versions. There is no `contains`: without an anchor or a wildcard a text is compared as a version. */
export function versionField(): VersionField {
  const { contains: _, ...text } = textQuestions((value) => question('version', value))
  const compare = (version: string, operator?: Operator) => question('version', literal(version), operator)
  return { ...text, ...comparisons(compare), compatibleWith: (version) => compare(version, '~=') }
}
