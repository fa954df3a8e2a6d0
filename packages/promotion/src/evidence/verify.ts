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

/** What evidence has to say, beyond being signed. What is left out is not asked for. */
export interface VerifyOptions {
  /** How many different keys have to have signed. Default: 1. */
  threshold?: number | undefined
  /** SHA-256 digests in hex that it has to speak of, every one: see `subjectsOf`. One that is undefined matches nothing. */
  subjects?: readonly (string | undefined)[] | undefined
  /**
   * Package that it has to speak of with those bytes: the same bytes in another distribution are another package. Evidence of other tools, which
   * tells bytes only, counts by these.
   */
  package?: Identity | undefined
  /** URI of who has to have verified. Each key should be believed for its own verifier only. */
  verifier?: string | undefined
  /** What the subjects have to have been let into: see `stageUri`. */
  resource?: string | undefined
}

/**
 * Verifies evidence, and gives what it states. Nothing of it is looked at before its signatures are.
 *
 * @param envelope JSON that was parsed, from anywhere
 * @throws {EvidenceError} it proves nothing: `problem` says why
 * @throws {InvalidRequestError} the threshold is more than there are keys, or a key is of a kind that is not supported
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

/** @throws {EvidenceError} the packages that evidence tells of are others */
function demandPackage(
  packages: readonly Partial<PromotedPackage>[] | undefined,
  identity: Identity,
  subjects: NonNullable<VerifyOptions['subjects']>,
): void {
  if (packages === undefined) return
  const isAbout = ({ package: stated, files = [] }: Partial<PromotedPackage>) => {
    if (stated === undefined) return false
    // Whatever its file is called: its bytes are known.
    const { filename: _, ...traits } = stated
    return fits(identity, traits) && subjects.every((digest) => files.some(({ sha256 }) => sha256 === digest))
  }
  if (!packages.some(isAbout)) {
    throw new EvidenceError('subject', `The evidence does not cover ${nameOf(identity)}, but other packages with the same bytes.`)
  }
}

/** @throws {EvidenceError} the bytes are no verification summary */
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

/** Evidence of other tools has none. */
function isComplete(details: Partial<PromotionDetails> | undefined): boolean {
  if (details === undefined) return true
  const { packages, approvals, from, to, plan } = details
  return [packages, approvals].every(Array.isArray) && [from, to, plan].every((text) => typeof text === 'string')
}
