import * as v from 'valibot'
import { count, maybe, moment } from './shapes.ts'

const findingAnswer = v.strictObject({
  id: v.string(),
  aliases: v.array(v.string()),
  severity: v.string(),
  /** CVSS 3 score. */
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

/** Details of one package. */
export const packageDetailAnswer = v.strictObject({
  place: v.string(),
  /** The package as the API returns it. */
  package: v.looseObject({}),
  dependencies: v.array(
    v.strictObject({ name: v.string(), type: v.string(), operator: maybe(v.string()), version: maybe(v.string()) }),
  ),
  /** The latest first. */
  scans: v.array(v.strictObject({ identifier: v.string(), at: moment, findings: v.array(findingAnswer) })),
  /** The results of policies. */
  verdicts: v.array(
    v.strictObject({
      kind: v.picklist(['license', 'vulnerability', 'deny', 'enterprise']),
      policy: v.string(),
      /** When the result was found; null for deny policies, which apply to the present. */
      at: maybe(moment),
      violated: v.boolean(),
      quarantines: v.boolean(),
      reasons: v.array(v.string()),
    }),
  ),
  /** JSON metadata that was attached to the package. */
  metadata: v.array(
    v.strictObject({ slug_perm: v.string(), source: v.string(), content_type: v.string(), content: v.unknown() }),
  ),
  /** The events of the package, the latest first. */
  history: v.array(
    v.strictObject({
      at: moment,
      what: v.string(),
      who: maybe(v.string()),
      /** The webhook for the event: the id of its delivery. */
      delivery: maybe(v.string()),
    }),
  ),
  /** Packages of the same name and format: other versions, and packages in other repositories. At most 200, the newest first. */
  siblings: v.strictObject({ total: count, packages: v.array(siblingAnswer) }),
})

export type PackageDetailAnswer = v.InferOutput<typeof packageDetailAnswer>
