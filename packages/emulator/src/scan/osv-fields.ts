import { type FieldPath, fieldOf } from '../core/field-path.ts'
import { shown } from '../core/visible.ts'

/**
 * An advisory that does not have the shape of OSV. The message names the advisory and the field.
 *
 * @remedy Correct the advisory at the field that is named, or leave its file out of the folder.
 */
export class AdvisoryError extends Error {
  override readonly name = 'AdvisoryError'
  /** Keys and indexes that lead to the field; empty for the whole. */
  readonly path: readonly (string | number)[]

  constructor(why: string, path: readonly (string | number)[] = []) {
    super(why)
    this.path = path
  }
}

/** What an advisory has at most: no real one comes near. */
const most = { text: 1_000_000, line: 1_000, items: 100_000 }

/** A value of an advisory, with the way to it. */
export interface OsvValue {
  /** The field of an object. */
  field(name: string): OsvValue
  /** The elements of a list; none where there is nothing. */
  items(): OsvValue[]
  /** A text of one line. */
  line(): string
  /** Any text, if there is one and it is not empty. */
  text(): string | undefined
  /** One of some words. */
  oneOf<const Word extends string>(...words: readonly Word[]): Word
  /** The value as it is. */
  readonly value: unknown
  /** Whether there is something. */
  readonly isThere: boolean
  refuse(why: string): never
}

/** Looks at a value as at a part of an advisory. Whatever has the wrong shape is refused with its place. @throws {AdvisoryError} */
export function osvValue(value: unknown, path: FieldPath = []): OsvValue {
  function refuse(why: string): never {
    throw new AdvisoryError(`${path.length === 0 ? 'the advisory' : shown(fieldOf(path), 200)} ${why}`, path)
  }

  function needText(longest: number): string {
    if (typeof value !== 'string') return refuse('must be a text')
    return value.length > longest ? refuse(`must have at most ${longest} characters`) : value
  }

  return {
    value,
    isThere: value != null,
    refuse,
    field(name) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('must be an object')
      return osvValue(Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined, [...path, name])
    },
    items() {
      if (value == null) return []
      if (!Array.isArray(value)) return refuse('must be a list')
      if (value.length > most.items) return refuse(`must have at most ${most.items} elements`)
      return value.map((item, index) => osvValue(item, [...path, index]))
    },
    line: () => needText(most.line) || refuse('must not be empty'),
    text: () => (value == null ? undefined : needText(most.text) || undefined),
    oneOf(...words) {
      const word = words.find((known) => known === value)
      return word ?? refuse(`must be one of ${words.join(', ')}`)
    },
  }
}
