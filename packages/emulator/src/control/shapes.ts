import * as v from 'valibot'

/** A moment as the API writes it. */
export const moment = v.pipe(v.string(), v.isoTimestamp())

/** A number of things. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** What there may be, or null. */
export const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema)
