import * as v from 'valibot'
import { pageRows } from '../store/paging.ts'

/** A moment: a `Date` here, ISO 8601 in JSON. */
export const moment = v.pipe(v.date(), v.metadata({ type: 'string', format: 'date-time' }))

/** What there may be, or null. */
export const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema)

export const text = v.string()
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A text of a caller's. */
export const said = (longest: number) => v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(longest))

/** A moment that a caller names. */
export const saidMoment = v.pipe(
  v.string(),
  v.isoTimestamp('must be a moment in ISO 8601, such as 2026-01-31T12:00:00Z'),
  v.transform((value) => new Date(value)),
)

/** A number in an address. */
export const numberIn = v.pipe(
  v.string(),
  v.check((value) => /^\d{1,15}$/.test(value), 'must be a number'),
  v.metadata({ type: 'integer', minimum: 0 }),
  v.transform(Number),
)

/** Yes or no in a query. */
export const flagIn = v.pipe(
  v.string(),
  v.check((value) => value === 'true' || value === 'false', 'must be true or false'),
  v.metadata({ type: 'boolean' }),
  v.transform((value) => value === 'true'),
)

/** What every list takes. */
export const paging = {
  /** What the page before told in `next`. */
  after: v.optional(v.pipe(v.string(), v.maxLength(4_000))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.check((value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= pageRows.most, `must be from 1 to ${pageRows.most}`),
      v.metadata({ type: 'integer', minimum: 1, maximum: pageRows.most, default: pageRows.usual }),
      v.transform(Number),
    ),
  ),
}

/** Part of a list. */
export const pageOf = <Schema extends v.GenericSchema>(row: Schema) =>
  v.object({
    rows: v.array(row),
    next: v.pipe(v.nullable(text), v.description('The value of `after` for the next page; null at the end.')),
  })

/** A document of the engine: its own schema tells what is in it. */
export const documentOf = <T>(name: string) =>
  v.pipe(
    v.custom<T>(() => true),
    v.metadata({ $ref: `#/components/schemas/${name}` }),
  )
