import * as v from 'valibot'
import { longestSeconds } from '../core/timings.ts'
import { switchesSchema } from '../seed/settings-schema.ts'
import { methods, noOperation, operations } from './wanted.ts'

const operation = v.picklist([...operations], ({ input }) => noOperation(String(input)))
const upTo = (most: number) =>
  v.pipe(v.number(), v.minValue(0, 'must not be negative'), v.maxValue(most, `must be at most ${most}, a century`))
const seconds = upTo(longestSeconds)
const milliseconds = upTo(longestSeconds * 1000)
const count = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0, 'must not be negative'))

/** How many requests a fault affects: a number, or `always`. */
const times = v.union([v.pipe(count, v.minValue(1, 'must be at least 1')), v.literal('always')], 'must be a number or "always"')

const path = v.pipe(
  v.string(),
  v.regex(/^[/*]/, 'must begin with / or *'),
  v.maxLength(1_000, 'must have at most 1000 characters'),
  v.description('The whole path, without the query; `*` matches anything, including slashes: `/packages/acme/*`.'),
)

/** A fault as JSON: `always` stands for `Infinity`, and a path cannot be a regular expression. @see Fault */
export const faultBody = v.pipe(
  v.strictObject({
    operation: v.optional(operation),
    method: v.optional(v.pipe(v.string(), v.toUpperCase(), v.picklist(methods))),
    path: v.optional(path),
    times: v.optional(times),
    skip: v.optional(count),
    when: v.optional(v.picklist(['before', 'after'])),
    status: v.optional(v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(200), v.maxValue(599))),
    body: v.optional(v.unknown()),
    headers: v.optional(v.record(v.string(), v.string())),
    dropReply: v.optional(v.boolean()),
    delay: v.optional(milliseconds),
  }),
  v.check(
    ({ status, dropReply, delay }) => status !== undefined || dropReply === true || delay !== undefined,
    'needs a status, dropReply or a delay',
  ),
)

/** By how much to advance the time. */
export const advanceBody = v.strictObject({ seconds })

/** How long every request takes, or those of one operation, from now on. */
export const latencyBody = v.strictObject({ milliseconds, operation: v.optional(operation) })

/** @see RateLimitOptions */
export const rateLimitBody = v.strictObject({
  limit: v.optional(v.pipe(count, v.minValue(1, 'must be at least 1'))),
  windowSeconds: v.optional(v.pipe(seconds, v.gtValue(0, 'must be above 0'))),
  enforce: v.optional(v.boolean()),
})

/** What to restore: the initial state, or a snapshot. */
export const resetBody = v.strictObject({ snapshot: v.optional(v.string()) })

/** The switches to change. */
export const switchesBody = switchesSchema

/** One OSV record or a list of them. The scanner's own parser checks their content. */
export const advisoriesBody = v.union([v.array(v.looseObject({})), v.looseObject({})], 'must be an OSV record or a list of them')
