import { sha256 } from '@noble/hashes/sha2.js'

/** The SHA-256 of bytes, in hex. Of the many small parts of a plan it is cheaper to make at once than to wait for. */
export const sha256Of = (bytes: Uint8Array): string => toHex(sha256(bytes))

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Joined at once: a text that grows by and by is kept as a chain of its parts, which takes a kilobyte for each digest of a plan. */
const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => hexOf[byte]).join('')

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
    return standard === padded || standard === padded.replace(/={1,2}$/, '') ? bytes : undefined
  } catch {
    return undefined
  }
}
