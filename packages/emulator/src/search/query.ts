import type { FieldName } from './fields.ts'

/** A search, parsed. */
export type Query = All | And | Or | Not | Term

/** The empty query: every package. */
export interface All {
  readonly kind: 'all'
}

/** All of two or more. */
export interface And {
  readonly kind: 'and'
  readonly of: readonly Query[]
}

/** Any of two or more. */
export interface Or {
  readonly kind: 'or'
  readonly of: readonly Query[]
}

/** The opposite. */
export interface Not {
  readonly kind: 'not'
  readonly of: Query
}

/** One question about one field: `field:~>=value`. */
export interface Term {
  readonly kind: 'term'
  /** Undefined for a bare word, which is looked for in name, file name, tags and version. */
  readonly field?: FieldName
  /** Written with `~`. */
  readonly negated: boolean
  readonly operator?: Operator
  readonly value: Pattern
  /** `<2.0.0` in `dependency:log4j<2.0.0`. */
  readonly constraint?: { readonly operator: Operator; readonly version: string }
}

/** A comparison; `~=` is "compatible with", as in PEP 440. */
export type Operator = (typeof operators)[number]

/** Every operator, the longer before those that they begin with. */
export const operators = ['>=', '<=', '~=', '>', '<', '='] as const

/** A text to look for. */
export interface Pattern {
  /** The text between wildcards, so one part where there is none; only the first and the last may be empty. */
  readonly parts: readonly string[]
  /** Written with `^`: must match from the beginning. */
  readonly start: boolean
  /** Written with `$`: must match to the end. */
  readonly end: boolean
}

/** The text of a pattern that has neither anchors nor wildcards. */
export function plainText({ parts, start, end }: Pattern): string | undefined {
  return parts.length === 1 && !start && !end ? parts[0] : undefined
}

/** A query that cannot be read. */
export class QuerySyntaxError extends Error {
  override readonly name = 'QuerySyntaxError'
  /** Where in the query, counted in UTF-16 units from 0. */
  readonly position: number
  /** What would have been right there, to complete "expected …". */
  readonly expected: string

  constructor(query: string, position: number, expected: string) {
    const found = position < query.length ? `"${query.slice(position, position + 20)}"` : 'the end'
    super(`Cannot read the query at position ${position}: expected ${expected}, found ${found}.`)
    this.position = position
    this.expected = expected
  }
}
