import { isListOfTexts, isObject, isText, isTime } from './shape.ts'

/** What a stored approval says it is. */
export const approvalKind = 'cloudsmith-promotion/approval'

/** Somebody agreed to packages of a plan, as they were seen then. A document: plain data. */
export interface Approval {
  readonly kind: typeof approvalKind
  readonly version: 1
  /** Who agreed: a name, a login or an address. */
  readonly by: string
  /** When, in ISO 8601. */
  readonly at: string
  /** ISO 8601: from then on it counts no more; null where it does not end by itself. */
  readonly expires: string | null
  /** Digest of the plan that was looked at: for people, as the subjects say all that was agreed to. */
  readonly plan: string
  /** What was agreed to, by digests: this package with these bytes, along this edge, under these rules and waivers. */
  readonly subjects: readonly string[]
}

/** Whether a value is an approval of this version. */
export const isApproval = (value: unknown): value is Approval =>
  isObject(value) &&
  value.kind === approvalKind &&
  value.version === 1 &&
  isText(value.by) &&
  isTime(value.at) &&
  (value.expires === null || isTime(value.expires)) &&
  isText(value.plan) &&
  isListOfTexts(value.subjects)
