import { type FieldPath, fieldOf } from '../core/field-path.ts'
import { shown } from '../core/visible.ts'

/**
 * An advisory that is not valid OSV. The message names the advisory and the field.
 *
 * @remedy Correct the advisory at the named field, or remove its file from the folder.
 */
export class AdvisoryError extends Error {
  override readonly name = 'AdvisoryError'
  /** The keys and indexes that lead to the field; empty for the whole advisory. */
  readonly path: readonly (string | number)[]

  constructor(why: string, path: readonly (string | number)[] = []) {
    super(why)
    this.path = path
  }
}

/** Limits for advisories, far above those that exist. */
const most = { text: 1_000_000, line: 1_000, items: 100_000 }

/** A value in an advisory that knows its path. */
export interface OsvValue {
  /** The field of an object. */
  field(name: string): OsvValue
  /** The elements of a list; empty if there is none. */
  items(): OsvValue[]
  /** A text of one line. */
  line(): string
  /** A text; undefined if it is missing or empty. */
  text(): string | undefined
  /** One of the given words. */
  oneOf<const Word extends string>(...words: readonly Word[]): Word
  /** The value itself. */
  readonly value: unknown
  /** Whether there is a value. */
  readonly isThere: boolean
  refuse(why: string): never
}

/** Wraps a value of an advisory. Reading it as the wrong type fails with its path. @throws {AdvisoryError} */
export function osvValue(value: unknown, path: FieldPath = []): OsvValue {
  function refuse(why: string): never {
    throw new AdvisoryError(`${path.length === 0 ? 'the advisory' : shown(fieldOf(path), 200)} ${why}`, path)
  }

  function needText(longest: number): string {
    if (typeof value !== 'string') return refuse('must be text')
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
