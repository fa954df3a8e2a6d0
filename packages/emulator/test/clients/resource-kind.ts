import { bodies, type Rule } from '../../src/generated/requests.ts'
import { variantOf } from '../../src/requests/variants.ts'
import type { Json } from '../json.ts'
import type { Client } from '../story.ts'

/** Fields of a resource. */
export type Fields = Readonly<Record<string, unknown>>

/** A type of resource, in the view of a declarative client, which creates what should exist. */
export interface ResourceKind {
  readonly kind: string
  /** Operations; the body of `create` determines which fields can be set. */
  readonly create: string
  /** Replaces all settings, if the API has such an operation. */
  readonly replace?: string
  /** Changes some of them. */
  readonly patch?: string
  /** The path of the collection, or a function that prepares it. */
  readonly collection: string | ((admin: Client) => Promise<string>)
  /** Every settable field with a value other than its default. */
  readonly first: Fields
  /** Every settable field with yet another value. */
  readonly second: Fields
  /** The required fields only. */
  readonly least: Fields
  /** What is sent to clear fields, each of which is then returned as it was sent. */
  readonly emptied?: Fields
  /** Fields that are returned differently from what was sent, with the conversion; undefined if they are never returned. */
  readonly shown?: Readonly<Record<string, (sent: never) => unknown>>
  /** Fields that are in neither, and why. */
  readonly left?: Readonly<Record<string, string>>
  /** Fields that identify it in a path. */
  readonly identifiers?: readonly string[]
  /** It cannot be read separately, only in its list. */
  readonly isListedOnly?: true
}

/** The settable fields of a body. */
export function settableFields(operation: string, body: Fields): string[] {
  const rule: Rule = variantOf(bodies[operation] ?? {}, body)
  return Object.keys(rule.properties ?? {})
}

/** The returned form of the fields that were sent. */
export function seenOf({ shown = {} }: ResourceKind, sent: Fields): Fields {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const read = shown[name]
      const seen = read === undefined ? value : read(value as never)
      return seen === undefined ? [] : [[name, seen]]
    }),
  )
}

/** The rows of a response, wrapped or not. */
export function rowsOf(body: Json): Fields[] {
  return body.results ?? body
}
