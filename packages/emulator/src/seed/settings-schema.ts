import * as v from 'valibot'
import { defaultSwitches, type Switches } from '../core/switches.ts'
import { defaultTimings, longestSeconds } from '../core/timings.ts'

/** Upper limit of durations and counts. */
const amount = v.pipe(
  v.number('must be a number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(longestSeconds * 1000, `must be at most ${longestSeconds * 1000}`),
)
const seconds = v.pipe(amount, v.maxValue(longestSeconds, `must be at most ${longestSeconds}, a century`))

/** Switches that allow fewer values than their type. */
const choices: { readonly [Name in keyof Switches]?: v.GenericSchema<Switches[Name]> } = {
  signaturePrefix: v.picklist(['', 'sha1='], 'must be empty or sha1='),
  quarantinedCopy: v.picklist(['refused', 'quarantined', 'released'], 'must be refused, quarantined or released'),
  unknownDistribution: v.picklist(['accepted', 'refused'], 'must be accepted or refused'),
  completedTwice: v.picklist(['refused', 'accepted'], 'must be refused or accepted'),
  tooLongQuery: v.picklist([414, 400], 'must be 414 or 400'),
  unknownDestination: v.picklist([404, 422], 'must be 404 or 422'),
  maxPageSize: v.pipe(amount, v.integer('must be a whole number'), v.minValue(1, 'must be at least 1')),
  lagSeconds: seconds,
  exchangedKeyMinutes: v.pipe(amount, v.maxValue(longestSeconds / 60, `must be at most ${longestSeconds / 60}, a century`)),
}

function like(example: unknown): v.GenericSchema {
  if (Array.isArray(example)) return v.array(amount, 'must be a list of numbers')
  if (typeof example === 'boolean') return v.boolean('must be true or false')
  return typeof example === 'number' ? amount : v.string('must be text')
}

/** Optional fields of the same types as the defaults. */
function fieldsLike(defaults: object, choices: Readonly<Record<string, v.GenericSchema | undefined>> = {}) {
  const fields = Object.entries(defaults).map(([name, example]) => [name, v.optional(choices[name] ?? like(example))])
  return v.strictObject(Object.fromEntries(fields) as Record<string, v.GenericSchema>)
}

/** Some switches. @see Switches */
export const switchesSchema = fieldsLike(defaultSwitches, choices)

/** Some timings, in milliseconds of the emulator's clock. @see Timings */
export const timingsSchema = fieldsLike(defaultTimings)
