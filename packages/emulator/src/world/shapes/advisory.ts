import type { Advisory, Affected, Range, RangeEvent } from '../../scan/advisory.ts'
import { list, record } from './collections.ts'
import { checked, flag, optional, text, words } from './scalars.ts'
import type { Shape } from './shape.ts'

const event = checked(
  record<{ introduced?: string | undefined; fixed?: string | undefined; lastAffected?: string | undefined }>({
    introduced: optional(text),
    fixed: optional(text),
    lastAffected: optional(text),
  }),
  (found) => (Object.keys(found).length === 1 ? undefined : 'must be one of introduced, fixed and lastAffected'),
) as Shape<RangeEvent>

const range = record<Range>({ type: words('SEMVER', 'ECOSYSTEM'), events: list(event) })

const affected = record<Affected>({
  ecosystem: text,
  name: text,
  ranges: list(range),
  versions: list(text),
  severity: optional(list(text)),
  informational: optional(text),
})

/** An advisory. */
export const advisory = record<Advisory>({
  id: text,
  aliases: list(text),
  withdrawn: flag,
  summary: text,
  details: text,
  vectors: list(text),
  severity: optional(text),
  affected: list(affected),
  references: list(text),
})
