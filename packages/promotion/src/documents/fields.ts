import * as v from 'valibot'
import type { Fact } from '../gates/outcome.ts'
import type { Hold } from '../hold/hold.ts'
import type { FileDifference, KeptFile } from '../package/files.ts'
import type { Identity } from '../repository/identity.ts'
import { momentExample, momentOf } from '../text/moment.ts'
import { schemaOf } from './schema-of.ts'
import { record, strict } from './strict.ts'

/** The fields that every document begins with. */
export const kindFields = <const Kind extends string, const Version extends number>(kind: Kind, version: Version) => ({
  kind: v.literal(kind),
  version: v.literal(version),
})

/** A string that is not empty. */
export const word = v.pipe(v.string(), v.minLength(1, 'must not be empty'))

/** One of the given strings. */
export const oneOf = <const Options extends readonly string[]>(...options: Options) =>
  v.picklist(options, `expected ${options.length > 1 ? 'one of ' : ''}${options.join(', ')}`)

export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits'))

/** A date that exists, optionally with a time and a time zone. */
export const moment = v.pipe(
  v.string(),
  v.check((text) => momentOf(text) !== undefined, `expected ${momentExample}`),
)

/** A whole number that is not negative. */
export const count = v.pipe(v.number(), v.integer('expected a whole number'), v.minValue(0, 'expected 0 or more'))

/** Plain data of any shape. */
export const fact = v.custom<Fact>(isFact, 'expected plain data')

function isFact(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'object' && Object.values(value).every(isFact)
}

/** What identifies a package apart from its version. */
export const nameFields = {
  format: word,
  name: v.string(),
  distribution: v.optional(v.string()),
  type: v.optional(v.string()),
  identifiers: v.optional(record(v.string())),
}

/** What identifies a package. */
export const identityFields = {
  ...nameFields,
  version: v.string(),
  filename: v.string(),
  architectures: v.optional(v.array(v.string())),
}

export const identity = schemaOf<Identity>()(strict(identityFields))

export const file = schemaOf<KeptFile>()(strict({ filename: v.string(), sha256: v.nullable(sha256) }))

export const difference = schemaOf<FileDifference>()(
  strict({ filename: v.string(), source: v.optional(sha256), destination: v.optional(sha256) }),
)

/** Holds may be written by other programs, in other forms of ISO 8601. */
const heldAt = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), `expected ${momentExample}`),
)

export const hold = schemaOf<Hold>()(
  strict({
    by: v.nullable(v.string()),
    why: v.nullable(v.string()),
    since: v.nullable(heldAt),
    until: v.nullable(heldAt),
  }),
)
