import { Refusal } from '../../core/errors.ts'
import { compileQuery } from '../../search/compile-query.ts'
import type { Reader, Shape } from './shape.ts'

function scalar<Value>(form: string, isOne: (given: unknown) => given is Value): Shape<Value> {
  return {
    form,
    write: (value) => value,
    read: (given, from) => (isOne(given) ? given : from.refuse(given === undefined ? 'is missing' : `must be ${form}`)),
  }
}

/** A string. */
export const text = scalar('text', (given) => typeof given === 'string')

/** A boolean. */
export const flag = scalar('true or false', (given) => typeof given === 'boolean')

/** A finite number. */
export const number = scalar('a number', (given): given is number => Number.isFinite(given))

/** A non-negative integer. */
export const count = scalar(
  'a whole number from 0 on',
  (given): given is number => Number.isSafeInteger(given) && Number(given) >= 0,
)

/** The last year for which timestamps have four digits, minus a century for durations that are added to a time. */
const lastMoment = Date.UTC(9899, 0)

/** Milliseconds since 1970, UTC. */
export const moment = scalar(
  'a time in milliseconds',
  (given): given is number => typeof given === 'number' && given >= 0 && given <= lastMoment,
)

/** One of the given words or numbers. */
export function words<const Word extends string | number>(...all: readonly Word[]): Shape<Word> {
  return scalar(`one of ${all.join(', ')}`, (given): given is Word => all.some((word) => word === given))
}

/** A value or null. */
export function nullable<Value>(shape: Shape<Value>): Shape<Value | null> {
  return {
    form: `${shape.form} or null`,
    write: (value, to) => (value === null ? null : shape.write(value, to)),
    read: (given, from) => (given === null ? null : shape.read(given, from)),
  }
}

/** A value that may be left out. */
export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return {
    form: `${shape.form} or nothing`,
    write: (value, to) => (value === undefined ? undefined : shape.write(value, to)),
    read: (given, from) => (given === undefined ? undefined : shape.read(given, from)),
  }
}

/** A shape with an additional condition. `problem`: returns what is wrong with the value. */
export function checked<Value>(shape: Shape<Value>, problem: (value: Value) => string | undefined): Shape<Value> {
  return {
    ...shape,
    read(given, from) {
      const value = shape.read(given, from)
      const found = problem(value)
      return found === undefined ? value : from.refuse(found)
    },
  }
}

/** A valid package query. */
export const queryText = checked(text, (value) => {
  try {
    compileQuery('query', value)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return `is not a valid query: ${error.reason}`
    throw error
  }
})

/** A valid package query, or null for all packages. */
export const query = nullable(queryText)

/** Bytes, written as base64. */
export const bytes: Shape<Uint8Array> = {
  form: 'bytes in base64',
  write: (value) => Buffer.from(value).toString('base64'),
  read: (given, from) => new Uint8Array(Buffer.from(text.read(given, from), 'base64')),
}

/** A value that is not stored, but created again. */
export function anew<Value>(make: (from: Reader) => Value): Shape<Value> {
  return {
    form: 'nothing',
    write: () => undefined,
    read: (given, from) => (given === undefined ? make(from) : from.refuse('is not kept')),
  }
}

/** Any JSON. */
export const anything: Shape<unknown> = {
  form: 'JSON',
  write(value) {
    mustBeJson(value, '')
    return value
  },
  read: (given, from) => (given === undefined ? from.refuse('is missing') : given),
}

/** @throws {Error} for functions and the like: no state is better than an incomplete one */
function mustBeJson(value: unknown, path: string): void {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    throw new Error(`The state cannot keep the ${typeof value} ${path}.`)
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) mustBeJson(inner, `${path}.${name}`)
}
