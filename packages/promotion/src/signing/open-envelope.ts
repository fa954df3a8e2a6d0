import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { plural } from '../text/plural.ts'
import { algorithmOf, keyIdOf, type WebCryptoKey } from './algorithm.ts'
import { rawSignature } from './ecdsa.ts'
import { bytesOf, type EnvelopeSignature, preAuthEncoding, readEnvelope } from './envelope.ts'
import { SignatureError } from './signature-error.ts'

/** Verifies a signature outside this process, for example by a key service. */
export type VerifySignature = (bytes: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>) => boolean | Promise<boolean>

/** A key whose signatures count. */
export type TrustedKey = WebCryptoKey | { readonly keyid?: string | undefined; readonly key: WebCryptoKey | VerifySignature }

/** The contents of an envelope whose signatures were verified. */
export interface Opened {
  readonly payloadType: string
  readonly payload: Uint8Array<ArrayBuffer>
  /** The names of every key that signed: the one given by those who trust it, and its own `keyIdOf` if the key can be exported. */
  readonly signers: readonly (readonly string[])[]
}

/**
 * Opens an envelope that enough different keys have signed.
 *
 * The key names in an envelope are unsigned hints, so every signature is tried with every key: a wrong hint neither helps nor harms.
 *
 * @param threshold number of different keys that must have signed
 * @returns the payload, its type, and the keys that signed
 * @throws {SignatureError} it is not an envelope, or too few of the keys signed it
 * @throws {InvalidRequestError} the threshold cannot be met, or the type of a key is not supported
 */
export async function openEnvelope(value: unknown, keys: readonly TrustedKey[], threshold: number): Promise<Opened> {
  const { payload: text, payloadType, signatures } = readEnvelope(value)
  const trusted = keys.map((key) => ('key' in key ? key : { key }))
  const names = await Promise.all(trusted.map(({ key }) => nameOf(key)))
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > new Set(names).size) {
    throw new InvalidRequestError(`A threshold of ${threshold} cannot be met by ${plural(new Set(names).size, 'different key')}.`)
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

/** Identifies a key, so that the same key given twice counts once. */
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
    `It needs ${plural(threshold, 'valid signature')} by trusted keys, but has ${accepted === 0 ? 'none' : `only ${accepted}`}.`,
  )
}
