import { fromBase64 } from '../text/bytes.ts'
import { SignatureError } from './signature-error.ts'

/** A signature of an {@link Envelope}. */
export interface EnvelopeSignature {
  /** A hint at the key that made it; proves nothing. */
  readonly keyid?: string
  /** The signature in base64. */
  readonly sig: string
}

/** Signed bytes in a DSSE envelope, as JSON. @see https://github.com/secure-systems-lab/dsse/blob/v1.0.2/envelope.md */
export interface Envelope {
  /** The signed bytes in base64. */
  readonly payload: string
  /** Media type of the payload. */
  readonly payloadType: string
  /** One or more signatures of the payload. */
  readonly signatures: readonly EnvelopeSignature[]
}

/**
 * The bytes that a DSSE signature covers: type and payload, each preceded by its length, so that one cannot be taken for the other.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/v1.0.2/protocol.md
 */
export function preAuthEncoding(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const typeLength = new TextEncoder().encode(type).length
  const head = new TextEncoder().encode(`DSSEv1 ${typeLength} ${type} ${payload.length} `)
  const bytes = new Uint8Array(head.length + payload.length)
  bytes.set(head)
  bytes.set(payload, head.length)
  return bytes
}

/**
 * Reads an envelope.
 *
 * @param value parsed JSON
 * @throws {SignatureError} it is not an envelope
 */
export function readEnvelope(value: unknown): Envelope {
  if (isEnvelope(value)) return value
  throw new SignatureError('malformed', 'This is not a DSSE envelope: it needs payload, payloadType and signatures.')
}

/** Whether parsed JSON has the shape of an envelope. */
export function isEnvelope(value: unknown): value is Envelope {
  if (!isObject(value) || typeof value.payload !== 'string' || typeof value.payloadType !== 'string') return false
  const { signatures } = value
  return Array.isArray(signatures) && signatures.length > 0 && signatures.every(isSignature)
}

const isSignature = (value: unknown): boolean =>
  isObject(value) && typeof value.sig === 'string' && (value.keyid === undefined || typeof value.keyid === 'string')

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/**
 * Decodes the base64 of an envelope.
 *
 * @throws {SignatureError} it is not base64
 */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(text)
  if (bytes === undefined) throw new SignatureError('malformed', 'The envelope contains something that is not base64.')
  return bytes
}

/** Parses bytes as JSON; undefined if they are not JSON. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) ?? undefined
  } catch {
    return undefined
  }
}
