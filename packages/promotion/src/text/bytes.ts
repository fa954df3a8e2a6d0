import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** The SHA-256 of bytes, in hex. Of the many small parts of a plan it is cheaper to make at once than to wait for. */
export const sha256Of = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

/** Bytes in base64. */
export const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/**
 * Reads base64, standard or for URLs, and nothing that only resembles it: one text for the same bytes. Undefined where it is none.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/')
  try {
    const bytes = Uint8Array.from(atob(standard), (character) => character.charCodeAt(0))
    const padded = toBase64(bytes)
    return standard === padded || standard === padded.replace(/=+$/, '') ? bytes : undefined
  } catch {
    return undefined
  }
}
