import type { Directory } from '../gates/people.ts'
import { bytesOf, type Envelope, isEnvelope, jsonOf } from '../signing/envelope.ts'
import { type Opened, openEnvelope } from '../signing/open-envelope.ts'
import { SignatureError } from '../signing/signature-error.ts'
import type { Approval } from './approval.ts'
import type { Revocation } from './revocation.ts'
import { isObject, isText } from './shape.ts'
import { holderOf } from './token.ts'
import type { Trust } from './trust.ts'
import { audienceOf, type Identified, isIdentified, type Word } from './word.ts'

/** A document whose author is known. */
export interface Spoken<Document> {
  readonly document: Document
  /** The author, by the one name that the pipeline has for them. */
  readonly person: string
  /** Whether a signature or a token proves the author. */
  readonly signed: boolean
  /** When the proof expires, in ISO 8601; null if it does not. */
  readonly ends: string | null
}

/** A document that proves nothing. `why` completes a sentence with the document as its subject. */
export interface Unproved {
  readonly by: string
  readonly why: string
}

/** What documents are verified against. */
export interface Judge {
  readonly directory: Directory
  readonly trust: Trust
}

/**
 * Verifies a document. If it is signed, the key or token identifies the author; it must match the author named in the document as well, because that
 * is the name that people read.
 *
 * @throws {InvalidRequestError} the type of a trusted key is not supported
 */
export async function inspect<Document extends Approval | Revocation>(
  given: unknown,
  word: Word<Document>,
  judge: Judge,
): Promise<Spoken<Document> | Unproved> {
  if (isEnvelope(given)) return await inspectSigned(given, word, judge)
  if (isIdentified(given)) return await inspectIdentified(given, word, judge)
  if (!word.is(given)) return { by: byOf(given), why: `is not a valid ${word.name}` }
  const person = judge.directory.known(given.by)
  if (person === undefined) return { by: given.by, why: 'is from somebody whom the pipeline does not know' }
  return { document: given, person, signed: false, ends: null }
}

async function inspectSigned<Document extends Approval | Revocation>(
  envelope: Envelope,
  word: Word<Document>,
  { directory, trust }: Judge,
): Promise<Spoken<Document> | Unproved> {
  const opened = await openBy(envelope, trust)
  if ('why' in opened) return opened
  const document = jsonOf(opened.payload)
  if (opened.payloadType !== word.payloadType || !word.is(document)) {
    return { by: byOf(document), why: `is signed, but is not a valid ${word.name}` }
  }
  const owners = new Set(opened.signers.flatMap((ids) => ids.flatMap((id) => directory.ofKey(id) ?? [])))
  if (owners.size === 0) {
    const keys = opened.signers.map(([id]) => id ?? 'a key without a name')
    return { by: document.by, why: `is signed with ${keys.join(', ')}, a key that belongs to nobody whom the pipeline knows` }
  }
  return spoken(document, [...owners], 'is signed by', null, directory)
}

async function openBy(envelope: Envelope, { keys = [] }: Trust): Promise<Opened | Unproved> {
  if (keys.length === 0) return { by: claimIn(envelope), why: 'is signed, but no trusted keys were given' }
  try {
    return await openEnvelope(envelope, keys, 1)
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    return { by: claimIn(envelope), why: 'is not signed by a trusted key' }
  }
}

async function inspectIdentified<Document extends Approval | Revocation>(
  { document, token }: Identified<unknown>,
  word: Word<Document>,
  { directory, trust }: Judge,
): Promise<Spoken<Document> | Unproved> {
  if (!word.is(document)) return { by: byOf(document), why: `comes with a token, but is not a valid ${word.name}` }
  const { by, at } = document
  const holder = await holderOf(token, trust.issuers ?? [], { audience: audienceOf(document), at })
  if ('why' in holder) return { by, why: holder.why }
  const { issuer, subject, ends } = holder
  const owner = directory.ofSubject({ issuer, subject })
  if (owner === undefined) return { by, why: `comes with a token of ${subject} at ${issuer}, whom the pipeline does not know` }
  return spoken(document, [owner], 'comes with a token of', ends, directory)
}

function spoken<Document extends Approval | Revocation>(
  document: Document,
  owners: readonly string[],
  how: string,
  ends: string | null,
  { personOf }: Directory,
): Spoken<Document> | Unproved {
  const person = personOf(document.by)
  if (owners.includes(person)) return { document, person, signed: true, ends }
  return { by: document.by, why: `${how} ${owners.join(', ')}` }
}

/** The author that a document claims, before anything is verified. */
function claimIn({ payload }: Envelope): string {
  try {
    return byOf(jsonOf(bytesOf(payload)))
  } catch {
    return byOf(undefined)
  }
}

const byOf = (value: unknown): string => (isObject(value) && isText(value.by) ? value.by : 'nobody')
