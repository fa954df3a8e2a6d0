import { InvalidRequestError } from '@cloudsmith-sdk/client'
import type { Envelope } from '../signing/envelope.ts'
import { type Signer, signJson } from '../signing/sign.ts'
import { digestOf } from '../text/digest.ts'
import { type Approval, approvalKind, isApproval } from './approval.ts'
import { isRevocation, type Revocation, revocationKind } from './revocation.ts'
import { isObject, isText } from './shape.ts'

/** What a document with an identity token says it is. */
export const identifiedKind = 'cloudsmith-promotion/identified'

/** A document, and a token of whoever speaks in it. The token is a credential, though mostly one that is over: keep it out of logs. */
export interface Identified<Document> {
  readonly kind: typeof identifiedKind
  readonly version: 1
  readonly document: Document
  /** An OpenID Connect identity token. */
  readonly token: string
}

/** A document by itself, in a DSSE envelope, or with an identity token. */
export type Given<Document> = Document | Envelope | Identified<Document>

/** An approval, as it is handed over. */
export type GivenApproval = Given<Approval>

/** A revocation, as it is handed over. */
export type GivenRevocation = Given<Revocation>

/**
 * An identity token, or who is asked for one that is for a given audience, as GitHub Actions lets its jobs. Such a token is proof of this very
 * document; one of a fixed audience, as GitLab has them, proves only who was at work, and when.
 */
export type IdentitySource = string | ((audience: string) => string | Promise<string>)

/** How to prove who speaks. Default: not at all. */
export interface Proof {
  /** A private key of WebCrypto, or a function that signs elsewhere. */
  signer?: Signer | undefined
  /** A hint for those who verify the signature: see `keyIdOf`. Default: none. */
  keyid?: string | undefined
  identity?: IdentitySource | undefined
}

/** A kind of document in which somebody speaks. */
export interface Word<Document extends { readonly by: string }> {
  /** In sentences. */
  readonly name: string
  readonly is: (value: unknown) => value is Document
  /** Media type of what is signed. */
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

/** Whom a token has to be for that proves a document. */
export const audienceOf = (document: Approval | Revocation): string => `cloudsmith-promotion:${digestOf(document)}`

/** Whether a value has the shape of a document with a token. */
export const isIdentified = (value: unknown): value is Identified<unknown> =>
  isObject(value) && value.kind === identifiedKind && value.version === 1 && isText(value.token)

/**
 * Proves a document, as asked.
 *
 * @throws {InvalidRequestError} both a key and an identity are given, there is no token, or the key is of a kind that is not supported
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
