import type { FieldName } from './field-kinds.ts'

/**
 * A query as a tree. It is never nested more than necessary: there is no `and` directly within an `and`, and no double negation.
 *
 * `Name` is the type of the field names: those of packages, unless queries for something else are parsed.
 */
export type QueryTree<Name extends string = FieldName> = All | Part<Name>

/** A query that is not empty, and so may be part of another. */
export type Part<Name extends string = FieldName> = And<Name> | Or<Name> | Not<Name> | Term<Name>

/** The empty query, which matches every package. Never part of another query. */
export interface All {
  readonly kind: 'all'
}

/** Matches what all of its two or more parts match. */
export interface And<Name extends string = FieldName> {
  readonly kind: 'and'
  readonly of: readonly Part<Name>[]
}

/** Matches what any of its two or more parts matches. */
export interface Or<Name extends string = FieldName> {
  readonly kind: 'or'
  readonly of: readonly Part<Name>[]
}

/** Matches what its part does not match: written `NOT`, or `~` in a term. */
export interface Not<Name extends string = FieldName> {
  readonly kind: 'not'
  readonly of: Part<Name>
}

/** A condition on one field: `field:>=value`. */
export interface Term<Name extends string = FieldName> {
  readonly kind: 'term'
  /** Omitted for a bare word. */
  readonly field?: Name
  readonly operator?: Operator
  readonly value: Pattern
  /** The version constraint of a dependency: `<2.0.0` in `dependency:log4j<2.0.0`. */
  readonly constraint?: { readonly operator: Operator; readonly version: string }
}

/** All comparison operators, longer ones before those that they begin with. `~=` means “compatible with”. */
export const operators = ['>=', '<=', '~=', '>', '<', '='] as const

/** A comparison operator. */
export type Operator = (typeof operators)[number]

/** The text to search for. */
export interface Pattern {
  /** The texts between wildcards: a single part if there are no wildcards. Only the first and the last may be empty. */
  readonly parts: readonly string[]
  /** Written with `^`: matches from the beginning. */
  readonly start: boolean
  /** Written with `$`: matches to the end. */
  readonly end: boolean
}

/** The text of a pattern without anchors and wildcards; undefined if it has any. */
export function plainText({ parts, start, end }: Pattern): string | undefined {
  return parts.length === 1 && !start && !end ? parts[0] : undefined
}

/** One part or more. */
export type Parts<Name extends string = FieldName> = [Part<Name>, ...Part<Name>[]]

/** Combines parts into a query that matches what all of them match. */
export function and<Name extends string>(parts: Readonly<Parts<Name>>): Part<Name> {
  return parts.length === 1 ? parts[0] : { kind: 'and', of: parts.flatMap((part) => (part.kind === 'and' ? part.of : [part])) }
}

/** Combines parts into a query that matches what any of them matches. */
export function or<Name extends string>(parts: Readonly<Parts<Name>>): Part<Name> {
  return parts.length === 1 ? parts[0] : { kind: 'or', of: parts.flatMap((part) => (part.kind === 'or' ? part.of : [part])) }
}

/** A query that matches what the part does not match. */
export function negate<Name extends string>(part: Part<Name>): Part<Name> {
  return part.kind === 'not' ? part.of : { kind: 'not', of: part }
}
