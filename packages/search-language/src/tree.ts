import type { FieldName } from './field-kinds.ts'

/** What a query asks, as a tree. Nothing in it is nested without need: no `and` inside of an `and`, no double negation. */
export type QueryTree = All | Part

/** What asks something, and so may be part of another query. */
export type Part = And | Or | Not | Term

/** The empty query: every package. Never part of another. */
export interface All {
  readonly kind: 'all'
}

/** All of two or more. */
export interface And {
  readonly kind: 'and'
  readonly of: readonly Part[]
}

/** Any of two or more. */
export interface Or {
  readonly kind: 'or'
  readonly of: readonly Part[]
}

/** The opposite: written `NOT`, or `~` in a term. */
export interface Not {
  readonly kind: 'not'
  readonly of: Part
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

/** One part or more. */
export type Parts = [Part, ...Part[]]

/** What all of the parts find. */
export function and(parts: Readonly<Parts>): Part {
  return parts.length === 1 ? parts[0] : { kind: 'and', of: parts.flatMap((part) => (part.kind === 'and' ? part.of : [part])) }
}

/** What any of the parts finds. */
export function or(parts: Readonly<Parts>): Part {
  return parts.length === 1 ? parts[0] : { kind: 'or', of: parts.flatMap((part) => (part.kind === 'or' ? part.of : [part])) }
}

/** What the part does not find. */
export function negate(part: Part): Part {
  return part.kind === 'not' ? part.of : { kind: 'not', of: part }
}
