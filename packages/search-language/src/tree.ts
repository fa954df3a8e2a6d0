import type { FieldName } from './field-kinds.ts'

/**
 * What a query asks, as a tree. Nothing in it is nested without need: no `and` inside of an `and`, no double negation.
 *
 * `Name` is what fields may be called: those of packages, unless somebody reads queries of something else.
 */
export type QueryTree<Name extends string = FieldName> = All | Part<Name>

/** What asks something, and so may be part of another query. */
export type Part<Name extends string = FieldName> = And<Name> | Or<Name> | Not<Name> | Term<Name>

/** The empty query: every package. Never part of another. */
export interface All {
  readonly kind: 'all'
}

/** All of two or more. */
export interface And<Name extends string = FieldName> {
  readonly kind: 'and'
  readonly of: readonly Part<Name>[]
}

/** Any of two or more. */
export interface Or<Name extends string = FieldName> {
  readonly kind: 'or'
  readonly of: readonly Part<Name>[]
}

/** The opposite: written `NOT`, or `~` in a term. */
export interface Not<Name extends string = FieldName> {
  readonly kind: 'not'
  readonly of: Part<Name>
}

/** One question about one field: `field:>=value`. */
export interface Term<Name extends string = FieldName> {
  readonly kind: 'term'
  /** Missing for a bare word. */
  readonly field?: Name
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
export type Parts<Name extends string = FieldName> = [Part<Name>, ...Part<Name>[]]

/** What all of the parts find. */
export function and<Name extends string>(parts: Readonly<Parts<Name>>): Part<Name> {
  return parts.length === 1 ? parts[0] : { kind: 'and', of: parts.flatMap((part) => (part.kind === 'and' ? part.of : [part])) }
}

/** What any of the parts finds. */
export function or<Name extends string>(parts: Readonly<Parts<Name>>): Part<Name> {
  return parts.length === 1 ? parts[0] : { kind: 'or', of: parts.flatMap((part) => (part.kind === 'or' ? part.of : [part])) }
}

/** What the part does not find. */
export function negate<Name extends string>(part: Part<Name>): Part<Name> {
  return part.kind === 'not' ? part.of : { kind: 'not', of: part }
}
