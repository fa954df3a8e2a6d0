import * as v from 'valibot'
import { count, maybe, moment } from './shapes.ts'

const findingAnswer = v.strictObject({
  id: v.string(),
  aliases: v.array(v.string()),
  severity: v.string(),
  /** Of CVSS 3. */
  score: maybe(v.number()),
  title: v.string(),
  description: v.string(),
  references: v.array(v.string()),
  affected: v.string(),
  fixed: maybe(v.string()),
})

const siblingAnswer = v.strictObject({
  slug_perm: v.string(),
  place: v.string(),
  version: maybe(v.string()),
  filename: v.string(),
  uploaded_at: moment,
  status: v.string(),
  tags: v.array(v.string()),
})

/** Everything about one package. */
export const packageDetailAnswer = v.strictObject({
  place: v.string(),
  /** As the API shows it. */
  package: v.looseObject({}),
  dependencies: v.array(
    v.strictObject({ name: v.string(), type: v.string(), operator: maybe(v.string()), version: maybe(v.string()) }),
  ),
  /** The latest first. */
  scans: v.array(v.strictObject({ identifier: v.string(), at: moment, findings: v.array(findingAnswer) })),
  /** What policies say of it. */
  verdicts: v.array(
    v.strictObject({
      kind: v.picklist(['license', 'vulnerability', 'deny', 'enterprise']),
      policy: v.string(),
      /** When it was found; a deny policy goes by what is now. */
      at: maybe(moment),
      violated: v.boolean(),
      quarantines: v.boolean(),
      reasons: v.array(v.string()),
    }),
  ),
  /** JSON that was attached to it. */
  metadata: v.array(
    v.strictObject({ slug_perm: v.string(), source: v.string(), content_type: v.string(), content: v.unknown() }),
  ),
  /** What became of it, the latest first. */
  history: v.array(
    v.strictObject({
      at: moment,
      what: v.string(),
      who: maybe(v.string()),
      /** The webhook that told of it, by the id of its delivery. */
      delivery: maybe(v.string()),
    }),
  ),
  /** Packages of its name and format: the versions beside it, and those in other repositories. At most 200, the newest first. */
  siblings: v.strictObject({ total: count, packages: v.array(siblingAnswer) }),
})

export type PackageDetailAnswer = v.InferOutput<typeof packageDetailAnswer>
