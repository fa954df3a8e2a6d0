import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { Envelope } from '../signing/envelope.ts'
import { type Signer, signJson } from '../signing/sign.ts'
import { digestOf } from '../text/digest.ts'
import { type Approval, approvalKind, isApproval } from './approval.ts'
import { isRevocation, type Revocation, revocationKind } from './revocation.ts'
import { isObject, isText } from './shape.ts'

/** The `kind` of a document with an identity token. */
export const identifiedKind = 'cloudsmith-promotion/identified'

/** A document with an identity token of its author. The token is a credential, even though it has usually expired: keep it out of logs. */
export interface Identified<Document> {
  readonly kind: typeof identifiedKind
  readonly version: 1
  readonly document: Document
  /** An OpenID Connect identity token. */
  readonly token: string
}

/** A document: plain, in a DSSE envelope, or with an identity token. */
export type Given<Document> = Document | Envelope | Identified<Document>

/** An approval: plain, in a DSSE envelope, or with an identity token. */
export type GivenApproval = Given<Approval>

/** A revocation: plain, in a DSSE envelope, or with an identity token. */
export type GivenRevocation = Given<Revocation>

/**
 * An identity token, or a function that requests one for a given audience, as GitHub Actions jobs can. A requested token proves that very document; a
 * token with a fixed audience, as from GitLab, proves only who ran the job, and when.
 */
export type IdentitySource = string | ((audience: string) => string | Promise<string>)

/** How to prove the author of a document: pass `signer` or `identity`, not both. Default: no proof. */
export interface Proof {
  /** A private WebCrypto key, or a function that signs elsewhere. */
  signer?: Signer | undefined
  /** An identifier of the key, as a hint for verifiers: see `keyIdOf`. Default: none. */
  keyid?: string | undefined
  /** An identity token of the author, or a function that requests one. */
  identity?: IdentitySource | undefined
}

/** A type of document that has an author. */
export interface Word<Document extends { readonly by: string }> {
  /** Its name in messages. */
  readonly name: string
  readonly is: (value: unknown) => value is Document
  /** Media type of the signed payload. */
  readonly payloadType: string
}

export const approvalWord: Word<Approval> = {
  name: 'approval',
  is: isApproval,
  payloadType: `application/vnd.${approvalKind.replace('/', '.')}+json`,
}

export const revocationWord: Word<Revocation> = {
  name: 'revocation',
  is: isRevocation,
  payloadType: `application/vnd.${revocationKind.replace('/', '.')}+json`,
}

/** The audience that a token needs to prove a document. */
export const audienceOf = (document: Approval | Revocation): string => `cloudsmith-promotion:${digestOf(document)}`

/** Whether a value has the shape of a document with a token. */
export const isIdentified = (value: unknown): value is Identified<unknown> =>
  isObject(value) && value.kind === identifiedKind && value.version === 1 && isText(value.token)

/**
 * Signs a document, adds an identity token to it, or returns it as it is.
 *
 * @throws {InvalidRequestError} both a signer and an identity are given, the token is empty, or the type of the key is not supported
 */
export async function proved<Document extends Approval | Revocation>(
  document: Document,
  { payloadType }: Word<Document>,
  { signer, keyid, identity }: Proof,
): Promise<Given<Document>> {
  if (signer !== undefined && identity !== undefined) {
    throw new InvalidRequestError('Pass a signer or an identity, not both: one proof is enough.')
  }
  if (signer !== undefined) return await signJson(payloadType, document, signer, { keyid })
  if (identity === undefined) return document
  const token = typeof identity === 'function' ? await identity(audienceOf(document)) : identity
  if (!isText(token)) throw new InvalidRequestError('The identity token is empty.')
  return { kind: identifiedKind, version: 1, document, token }
}
