export { evidenceType } from '../gates/metadata-kinds.ts'
export { keyIdOf, type WebCryptoKey } from '../signing/algorithm.ts'
export { type Envelope, type EnvelopeSignature, preAuthEncoding } from '../signing/envelope.ts'
export type { TrustedKey, VerifySignature } from '../signing/open-envelope.ts'
export { addSignature, type Signer, type SignOptions } from '../signing/sign.ts'
export { SignatureError, type SignatureProblem } from '../signing/signature-error.ts'
export { type AttachOptions, attachEvidence, readEvidence } from './attach.ts'
export { type AttestOptions, attest } from './attest.ts'
export { EvidenceError, type EvidenceProblem } from './evidence-error.ts'
export { type HistoryOptions, history } from './history.ts'
export type { HistoryEntry } from './history-entry.ts'
export { historyMarkdown, historyText } from './history-text.ts'
export type { PromotedApproval, PromotedPackage, PromotedSet } from './promoted-set.ts'
export { type PromotedSetOptions, promotedSetOf } from './promoted-set-of.ts'
export { sign } from './sign.ts'
export { type SignedByOptions, signedBy } from './signed-by.ts'
export {
  type PromotionDetails,
  promotionField,
  type ResourceDescriptor,
  type Statement,
  type StatementOptions,
  stageUri,
  statementOf,
  subjectsOf,
  type VerificationSummary,
} from './statement.ts'
export { type VerifyOptions, verifyEnvelope } from './verify.ts'
