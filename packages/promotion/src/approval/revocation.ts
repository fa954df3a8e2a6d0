import { isObject, isText, isTime } from './shape.ts'

/** The `kind` of a stored revocation. */
export const revocationKind = 'cloudsmith-promotion/revocation'

/** Takes an approval back: by its author, or by somebody whose approval the gate accepts. Plain data, to be stored as JSON. */
export interface Revocation {
  readonly kind: typeof revocationKind
  readonly version: 1
  /** Digest of the approval, without its signature. */
  readonly approval: string
  /** Who takes it back: a name, a login or an email address. */
  readonly by: string
  /** When, in ISO 8601. The revocation takes effect as soon as it is passed in, whatever this says. */
  readonly at: string
  /** The reason, for people. */
  readonly why: string
}

/** Whether a value is a revocation of this version. */
export const isRevocation = (value: unknown): value is Revocation =>
  isObject(value) &&
  value.kind === revocationKind &&
  value.version === 1 &&
  isText(value.approval) &&
  isText(value.by) &&
  isTime(value.at) &&
  isText(value.why)
