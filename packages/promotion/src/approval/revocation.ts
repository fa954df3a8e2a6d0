import { isObject, isText, isTime } from './shape.ts'

/** What a stored revocation says it is. */
export const revocationKind = 'cloudsmith-promotion/revocation'

/** An approval is taken back: by whoever gave it, or by somebody whom the gate lets agree. A document: plain data. */
export interface Revocation {
  readonly kind: typeof revocationKind
  readonly version: 1
  /** Digest of the approval, without its signature. */
  readonly approval: string
  /** Who takes it back: a name, a login or an address. */
  readonly by: string
  /** When, in ISO 8601. It counts from the moment on at which it is handed in. */
  readonly at: string
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
