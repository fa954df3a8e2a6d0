import { InvalidRequestError } from '../errors/base.ts'
import type { FieldName } from './field-kinds.ts'

/** What a query asks, as a tree. Nothing in it is nested without need: no `and` inside of an `and`, no double negation. */
export type QueryTree = All | And | Or | Not | Term

/** The empty query: every package. Never part of another. */
export interface All {
  readonly kind: 'all'
}

/** All of two or more. */
export interface And {
  readonly kind: 'and'
  readonly of: readonly QueryTree[]
}

/** Any of two or more. */
export interface Or {
  readonly kind: 'or'
  readonly of: readonly QueryTree[]
}

/** The opposite: written `NOT`, or `~` in a term. */
export interface Not {
  readonly kind: 'not'
  readonly of: QueryTree
}

/** One question about one field: `field:>=value`. */
export interface Term {
  readonly kind: 'term'
  /** Missing for a bare word. */
  readonly field?: FieldName
  readonly operator?: Operator
  readonly value: Pattern
  /** `<2.0.0` in `dependency:log4j<2.0.0`. */
  readonly constraint?: { readonly operator: Operator; readonly version: string }
}

/** Every comparison, the longer before those that they begin with. `~=` is "compatible with". */
export const operators = ['>=', '<=', '~=', '>', '<', '='] as const

/** A comparison. */
export type Operator = (typeof operators)[number]

/** A text to look for. */
export interface Pattern {
  /** The text between wildcards, so one part where there is none; only the first and the last may be empty. */
  readonly parts: readonly string[]
  /** Written with `^`: matches from the beginning. */
  readonly start: boolean
  /** Written with `$`: matches to the end. */
  readonly end: boolean
}

/** The text of a pattern that has neither anchors nor wildcards. */
export function plainText({ parts, start, end }: Pattern): string | undefined {
  return parts.length === 1 && !start && !end ? parts[0] : undefined
}

/** Everything that each of the parts finds. */
export function and(parts: readonly QueryTree[]): QueryTree {
  const of = parts.flatMap((part) => (part.kind === 'and' ? part.of : part.kind === 'all' ? [] : [part]))
  return of.length > 1 ? { kind: 'and', of } : (of[0] ?? { kind: 'all' })
}

/** Everything that one of the parts finds. @throws {InvalidRequestError} there are no parts, so that nothing could be found */
export function or(parts: readonly QueryTree[]): QueryTree {
  const of = parts.flatMap((part) => (part.kind === 'or' ? part.of : [part]))
  const [first] = of
  if (first === undefined) throw nothing('any of nothing')
  if (of.some(({ kind }) => kind === 'all')) return { kind: 'all' }
  return of.length > 1 ? { kind: 'or', of } : first
}

/** Everything that the part does not find. @throws {InvalidRequestError} the part finds everything */
export function negate(part: QueryTree): QueryTree {
  if (part.kind === 'all') throw nothing('the opposite of the empty query, which finds every package')
  return part.kind === 'not' ? part.of : { kind: 'not', of: part }
}

function nothing(what: string): InvalidRequestError {
  return new InvalidRequestError(
    `A query cannot ask for ${what}: it would find no package, and the search language cannot say that.`,
  )
}
