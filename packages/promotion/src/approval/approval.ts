import { isListOfTexts, isObject, isText, isTime } from './shape.ts'

/** The `kind` of a stored approval. */
export const approvalKind = 'cloudsmith-promotion/approval'

/** Somebody's agreement to packages of a plan, as they were then. Plain data, to be stored as JSON. */
export interface Approval {
  readonly kind: typeof approvalKind
  readonly version: 1
  /** Who agreed: a name, a login or an email address. */
  readonly by: string
  /** When, in ISO 8601. */
  readonly at: string
  /** When it expires, in ISO 8601; null if it does not. */
  readonly expires: string | null
  /** Digest of the plan that was reviewed. For people only: what was agreed to is in `subjects`. */
  readonly plan: string
  /** Digests of what was agreed to: each stands for a package with its bytes, the edge, the rules and the waivers. */
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
