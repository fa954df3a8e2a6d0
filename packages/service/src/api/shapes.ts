import * as v from 'valibot'
import { pageRows } from '../store/paging.ts'

/** A point in time: a `Date` in code, ISO 8601 in JSON. */
export const moment = v.pipe(v.date(), v.metadata({ type: 'string', format: 'date-time' }))

/** A value, or null. */
export const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema)

/** Adds a description to a schema, which the OpenAPI document and the types of the client show. */
export const about = <Schema extends v.GenericSchema>(schema: Schema, text: string) =>
  v.pipe(schema, v.description<v.InferOutput<Schema>, string>(text))

export const text = v.string()
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A text from the caller, without white space around it. @param longest maximum number of characters */
export const said = (longest: number) => v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(longest))

/** A point in time from the caller. Its description stands before the transformation, after which a schema of what is sent ends. */
export const saidMoment = (text: string) =>
  v.pipe(
    v.string(),
    v.isoTimestamp('must be a time in ISO 8601, such as 2026-01-31T12:00:00Z'),
    v.description(text),
    v.transform((value) => new Date(value)),
  )

/** A number in a path or query. */
export const numberIn = (text: string) =>
  v.pipe(
    v.string(),
    v.check((value) => /^\d{1,15}$/.test(value), 'must be a number'),
    v.metadata({ type: 'integer', minimum: 0 }),
    v.description(text),
    v.transform(Number),
  )

/** `true` or `false` in a query. */
export const flagIn = (text: string) =>
  v.pipe(
    v.string(),
    v.check((value) => value === 'true' || value === 'false', 'must be true or false'),
    v.metadata({ type: 'boolean' }),
    v.description(text),
    v.transform((value) => value === 'true'),
  )

/** Query parameters of every paged list. */
export const paging = {
  after: v.optional(about(v.pipe(v.string(), v.maxLength(4_000)), '`next` of the page before. Default: the first page.')),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.check((value) => /^[1-9]\d{0,2}$/.test(value) && Number(value) <= pageRows.most, `must be from 1 to ${pageRows.most}`),
      v.metadata({ type: 'integer', minimum: 1, maximum: pageRows.most, default: pageRows.usual }),
      v.description('Maximum number of rows of the page.'),
      v.transform(Number),
    ),
  ),
}

/** A page of a list. */
export const pageOf = <Schema extends v.GenericSchema>(row: Schema) =>
  v.object({
    rows: about(v.array(row), 'The rows of this page.'),
    next: v.pipe(v.nullable(text), v.description('The value of `after` for the next page; null at the end.')),
  })

/** A document of the promotion engine, which has a schema of its own. @param name its name in the OpenAPI document */
export const documentOf = <T>(name: string) =>
  v.pipe(
    v.custom<T>(() => true),
    v.metadata({ $ref: `#/components/schemas/${name}` }),
  )
