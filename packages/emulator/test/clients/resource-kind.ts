import { bodies, type Rule } from '../../src/generated/requests.ts'
import { variantOf } from '../../src/requests/variants.ts'
import type { Json } from '../json.ts'
import type { Client } from '../story.ts'

/** Fields of a resource. */
export type Fields = Readonly<Record<string, unknown>>

/** A kind of resource, as a client sees it that declares what there should be and makes it so. */
export interface ResourceKind {
  readonly kind: string
  /** Operations: what can be set is told by their bodies. */
  readonly create: string
  /** Replaces all settings, where the API has that. */
  readonly replace?: string
  /** Changes some of them. */
  readonly patch?: string
  /** Where the resources of this kind are, made ready for them. */
  readonly collection: string | ((admin: Client) => Promise<string>)
  /** Every field that can be set, at another value than it has by itself. */
  readonly first: Fields
  /** The same at yet another. */
  readonly second: Fields
  /** As little as it takes. */
  readonly least: Fields
  /** What is sent to empty fields, each of which then comes back as it was sent. */
  readonly emptied?: Fields
  /** What comes back otherwise than it was sent: what of it, or undefined where it never does. */
  readonly shown?: Readonly<Record<string, (sent: never) => unknown>>
  /** Fields that are in neither, and why. */
  readonly left?: Readonly<Record<string, string>>
  /** Fields that name it in an address. */
  readonly identifiers?: readonly string[]
  /** It cannot be read by itself: it is what its list says. */
  readonly isListedOnly?: true
}

/** What a body may set. */
export function settableFields(operation: string, body: Fields): string[] {
  const rule: Rule = variantOf(bodies[operation] ?? {}, body)
  return Object.keys(rule.properties ?? {})
}

/** What of the fields that were sent is seen. */
export function seenOf({ shown = {} }: ResourceKind, sent: Fields): Fields {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => {
      const read = shown[name]
      const seen = read === undefined ? value : read(value as never)
      return seen === undefined ? [] : [[name, seen]]
    }),
  )
}

/** Rows of an answer, be they wrapped or not. */
export function rowsOf(body: Json): Fields[] {
  return body.results ?? body
}
