import { sha256 } from '@noble/hashes/sha2.js'

/** The SHA-256 of bytes, in hex. Synchronous, because waiting for WebCrypto would take longer for the many small parts of a plan. */
export const sha256Of = (bytes: Uint8Array): string => toHex(sha256(bytes))

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * Joined in one step: a string that is built up bit by bit is stored as a chain of its parts, which takes a kilobyte for each digest of a
 * plan.
 */
const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => hexOf[byte]).join('')

/** Encodes bytes in base64. */
export const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Decodes standard or URL-safe base64. It is strict: the same bytes have one valid text. Undefined if the text is invalid. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  try {
    const bytes = Uint8Array.from(atob(standard), (character) => character.charCodeAt(0))
    const padded = toBase64(bytes)
    return standard === padded || standard === padded.replace(/={1,2}$/, '') ? bytes : undefined
  } catch {
    return undefined
  }
}
