import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { algorithmOf, keyIdOf, type WebCryptoKey } from './algorithm.ts'
import { rawSignature } from './ecdsa.ts'
import { bytesOf, type EnvelopeSignature, preAuthEncoding, readEnvelope } from './envelope.ts'
import { SignatureError } from './signature-error.ts'

/** Verifies a signature elsewhere. */
export type VerifySignature = (bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>

/** A key whose word counts. */
export type TrustedKey = WebCryptoKey | { readonly keyid?: string | undefined; readonly key: WebCryptoKey | VerifySignature }

/** What was in an envelope. */
export interface Opened {
  readonly payloadType: string
  readonly payload: Uint8Array<ArrayBuffer>
  /** The names of every key that signed: what whoever trusts it calls it, and its own, where it may be read. */
  readonly signers: readonly (readonly string[])[]
}

/**
 * The bytes of an envelope that enough different keys signed, and their type.
 *
 * Names of keys are unsigned hints, so every signature is tried with every key: a wrong hint neither helps nor harms.
 *
 * @param threshold how many keys have to have signed
 * @throws {SignatureError} it is no envelope, or too few of the keys signed it
 * @throws {InvalidRequestError} the threshold cannot be met, or a key is of a kind that is not supported
 */
export async function openEnvelope(value: unknown, keys: readonly TrustedKey[], threshold: number): Promise<Opened> {
  const { payload: text, payloadType, signatures } = readEnvelope(value)
  const trusted = keys.map((key) => ('key' in key ? key : { key }))
  const names = await Promise.all(trusted.map(({ key }) => nameOf(key)))
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > new Set(names).size) {
    throw new InvalidRequestError(`A threshold of ${threshold} cannot be met by ${new Set(names).size} different keys.`)
  }
  const payload = bytesOf(text)
  const bytes = preAuthEncoding(payloadType, payload)
  const accepted = new Set<unknown>()
  for (const { sig } of signatures) {
    const signature = bytesOf(sig)
    for (const [index, { key }] of trusted.entries()) {
      if (!accepted.has(names[index]) && (await verifies(key, bytes, signature))) accepted.add(names[index])
    }
  }
  if (accepted.size < threshold) throw refusal(signatures, trusted, names, accepted.size, threshold)
  const signers = trusted.flatMap(({ keyid }, index) =>
    accepted.has(names[index]) ? [[keyid, names[index]].filter((name) => typeof name === 'string')] : [],
  )
  return { payloadType, payload, signers }
}

/** What tells two keys apart: the same key given twice is one. */
async function nameOf(key: WebCryptoKey | VerifySignature): Promise<unknown> {
  if (typeof key === 'function') return key
  algorithmOf(key)
  return key.extractable ? await keyIdOf(key) : key
}

async function verifies(
  key: WebCryptoKey | VerifySignature,
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (typeof key === 'function') return await key(bytes, signature)
  const { namedCurve } = key.algorithm as { namedCurve?: string }
  const given = key.algorithm.name === 'ECDSA' ? rawSignature(signature, namedCurve ?? '') : signature
  return given !== undefined && (await crypto.subtle.verify(algorithmOf(key), key, given, bytes))
}

function refusal(
  signatures: readonly EnvelopeSignature[],
  trusted: readonly { readonly keyid?: string | undefined }[],
  names: readonly unknown[],
  accepted: number,
  threshold: number,
): SignatureError {
  const known = new Set([...trusted.map(({ keyid }) => keyid), ...names])
  const hints = signatures.map(({ keyid }) => keyid)
  if (accepted === 0 && hints.every((keyid) => keyid !== undefined && !known.has(keyid))) {
    return new SignatureError('unknown key', `It is signed by ${hints.join(', ')}, none of which is trusted.`)
  }
  return new SignatureError(
    'bad signature',
    `Only ${accepted} of ${signatures.length} signatures are valid and by trusted keys; ${threshold} needed.`,
  )
}
