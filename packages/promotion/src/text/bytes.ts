const digits = new TextEncoder().encode('0123456789abcdef')
const ascii = new TextDecoder()

/** Bytes in hex. */
export function toHex(bytes: Uint8Array): string {
  const text = new Uint8Array(bytes.length * 2)
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    text[2 * index] = digits[byte >> 4] ?? 0
    text[2 * index + 1] = digits[byte & 15] ?? 0
  }
  return ascii.decode(text)
}

/** The SHA-256 of bytes, in hex. */
export const sha256Of = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))

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
