import * as v from 'valibot'

/** A time as the API writes it. */
export const moment = v.pipe(v.string(), v.isoTimestamp())

/** A number of items. */
export const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A nullable value. */
export const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema)
