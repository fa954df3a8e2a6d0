import { toBase64 } from '../text/bytes.ts'
import { algorithmOf, type WebCryptoKey } from './algorithm.ts'
import { bytesOf, type Envelope, preAuthEncoding } from './envelope.ts'

/** A private key, or a function that has the bytes signed elsewhere, such as by a KMS or an HSM. */
export type Signer = WebCryptoKey | ((bytes: Uint8Array<ArrayBuffer>) => Uint8Array | Promise<Uint8Array>)

/** Options for signing. */
export interface SignOptions {
  /** A hint for verifiers: see `keyIdOf`. Default: none. */
  keyid?: string | undefined
}

/**
 * Signs plain data as JSON.
 *
 * @param payloadType media type of the JSON
 * @throws {InvalidRequestError} the type of the key is not supported
 */
export async function signJson(
  payloadType: string,
  value: unknown,
  signer: Signer,
  options: SignOptions = {},
): Promise<Envelope> {
  const payload = toBase64(new TextEncoder().encode(JSON.stringify(value)))
  return await addSignature({ payload, payloadType, signatures: [] }, signer, options)
}

/**
 * Adds a signature to an envelope, for a threshold of several. It signs the payload without checking it, so read the contents first.
 *
 * @throws {SignatureError} the payload is not base64
 * @throws {InvalidRequestError} the type of the key is not supported
 */
export async function addSignature(envelope: Envelope, signer: Signer, { keyid }: SignOptions = {}): Promise<Envelope> {
  const bytes = preAuthEncoding(envelope.payloadType, bytesOf(envelope.payload))
  const signature =
    typeof signer === 'function'
      ? await signer(bytes)
      : new Uint8Array(await crypto.subtle.sign(algorithmOf(signer), signer, bytes))
  const added = { ...(keyid === undefined ? {} : { keyid }), sig: toBase64(signature) }
  return { ...envelope, signatures: [...envelope.signatures, added] }
}
