import { fits } from '@cloudsmith-sdk/formats'
import { nameOf } from '../package/describe.ts'
import type { Identity } from '../repository/identity.ts'
import { jsonOf } from '../signing/envelope.ts'
import { openEnvelope, type TrustedKey } from '../signing/open-envelope.ts'
import { SignatureError } from '../signing/signature-error.ts'
import { EvidenceError } from './evidence-error.ts'
import type { PromotedPackage } from './promoted-set.ts'
import { payloadType } from './sign.ts'
import { type PromotionDetails, predicateType, promotionField, type Statement, statementType } from './statement.ts'

/** What evidence must state, besides being signed. Omitted options are not checked. */
export interface VerifyOptions {
  /** How many different keys must have signed. Default: 1. */
  threshold?: number | undefined
  /** SHA-256 digests in hex, all of which it must cover: see `subjectsOf`. An undefined digest matches nothing. */
  subjects?: readonly (string | undefined)[] | undefined
  /**
   * The package that it must cover with those bytes, because the same bytes in another distribution are another package. Not checked for evidence of
   * other tools, which states only digests.
   */
  package?: Identity | undefined
  /** URI that the verifier must have. Trust each key only for its own verifier. */
  verifier?: string | undefined
  /** The stage that the subjects must have been accepted for: see `stageUri`. */
  resource?: string | undefined
}

/**
 * Verifies evidence and returns its statement. Its content is not read before its signatures are verified.
 *
 * @param envelope parsed JSON, from any source
 * @throws {EvidenceError} it does not prove what is required: `problem` says why
 * @throws {InvalidRequestError} the threshold exceeds the number of keys, or the type of a key is not supported
 * @example
 * const statement = await verifyEnvelope(envelope, [key], { subjects: subjectsOf(pkg), resource: stageUri('acme', 'staging') })
 */
export async function verifyEnvelope(
  envelope: unknown,
  keys: readonly TrustedKey[],
  { threshold = 1, subjects = [], package: identity, verifier, resource }: VerifyOptions = {},
): Promise<Statement> {
  const opened = await openEnvelope(envelope, keys, threshold).catch(refuse)
  if (opened.payloadType !== payloadType) {
    throw new EvidenceError('payload type', `The envelope contains ${JSON.stringify(opened.payloadType)}, not ${payloadType}.`)
  }
  const { subject, predicate, ...rest } = parse(opened.payload)
  demand('not passed', 'a result of', 'PASSED', predicate.verificationResult)
  if (verifier !== undefined) demand('verifier', 'the word of', verifier, predicate.verifier.id)
  if (resource !== undefined) demand('resource', 'evidence about', resource, predicate.resourceUri)
  const stated = new Set(subject.map(({ digest }) => digest.sha256))
  const missing = subjects.filter((digest) => digest === undefined || !stated.has(digest))
  if (missing.length === 0) {
    if (identity !== undefined) demandPackage(predicate[promotionField]?.packages, identity, subjects)
    return { subject, predicate, ...rest }
  }
  const digests = missing.map((digest) => digest ?? 'none').join(', ')
  throw new EvidenceError('subject', `The evidence does not cover sha256 ${digests}, only ${[...stated].join(', ')}.`)
}

/** @throws {EvidenceError} */
function refuse(error: unknown): never {
  throw error instanceof SignatureError ? new EvidenceError(error.problem, error.message, { cause: error }) : error
}

function demand(problem: EvidenceError['problem'], what: string, needed: string, seen: string): void {
  if (seen !== needed) throw new EvidenceError(problem, `This is ${what} ${JSON.stringify(seen)}, not ${JSON.stringify(needed)}.`)
}

/** @throws {EvidenceError} the evidence covers other packages */
function demandPackage(
  packages: readonly Partial<PromotedPackage>[] | undefined,
  identity: Identity,
  subjects: NonNullable<VerifyOptions['subjects']>,
): void {
  if (packages === undefined) return
  const isAbout = ({ package: stated, files = [] }: Partial<PromotedPackage>) => {
    if (stated === undefined) return false
    // The file name does not matter: the bytes are known.
    const { filename: _, ...traits } = stated
    return fits(identity, traits) && subjects.every((digest) => files.some(({ sha256 }) => sha256 === digest))
  }
  if (!packages.some(isAbout)) {
    throw new EvidenceError('subject', `The evidence does not cover ${nameOf(identity)}, but other packages with the same bytes.`)
  }
}

/** @throws {EvidenceError} the bytes are not a verification summary */
function parse(payload: Uint8Array): Statement {
  const statement = jsonOf(payload) as Partial<Statement> | undefined
  if (statement?._type !== statementType)
    throw new EvidenceError('malformed', 'The evidence is signed, but is not an in-toto statement.')
  if (statement.predicateType !== predicateType) {
    throw new EvidenceError(
      'predicate type',
      `The evidence has the predicate type ${JSON.stringify(statement.predicateType)}, not ${predicateType}.`,
    )
  }
  if (isSummary(statement)) return statement
  throw new EvidenceError('malformed', 'The evidence is signed, but lacks required fields of a verification summary.')
}

function isSummary(statement: Partial<Statement>): statement is Statement {
  const { subject, predicate } = statement
  return (
    Array.isArray(subject) &&
    subject.every((one: Partial<Statement['subject'][number]> | null) => one?.digest instanceof Object) &&
    typeof predicate?.verifier?.id === 'string' &&
    typeof predicate.resourceUri === 'string' &&
    typeof predicate.verificationResult === 'string' &&
    isComplete(predicate[promotionField])
  )
}

/** Evidence of other tools has no such details. */
function isComplete(details: Partial<PromotionDetails> | undefined): boolean {
  if (details === undefined) return true
  const { packages, approvals, from, to, plan } = details
  return [packages, approvals].every(Array.isArray) && [from, to, plan].every((text) => typeof text === 'string')
}
