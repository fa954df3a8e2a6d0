import type { Advisory, Affected, Range, RangeEvent, SeenFinding } from '@cloudsmith-sdk/advisories'
import { findingFields } from '../world/package.ts'
import { checked, flag, list, optional, record, recordOf, type Shape, text, words } from '../world/shapes/index.ts'

const event = checked(record({ introduced: optional(text), fixed: optional(text), lastAffected: optional(text) }), (found) =>
  Object.keys(found).length === 1 ? undefined : 'must be one of introduced, fixed and lastAffected',
) as Shape<RangeEvent>

const range = recordOf<Range>({ type: words('SEMVER', 'ECOSYSTEM'), events: list(event) })

// The other fields of a finding are those of the advisory.
const { id: _id, aliases: _aliases, title: _title, description: _description, references: _references, ...seen } = findingFields

const affected = recordOf<Affected>({
  ecosystem: text,
  name: text,
  ranges: list(range),
  versions: list(text),
  severity: optional(list(text)),
  informational: optional(text),
  seen: optional(list(recordOf<SeenFinding>(seen))),
})

/** An advisory. */
export const advisory = recordOf<Advisory>({
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
