import { armour } from './armour.ts'
import { type SigningHalf, signature, signatureTypes } from './sign.ts'

/** Creates a detached signature. @param at milliseconds since 1970 */
export function detachedSignature(half: SigningHalf, text: string, at: number): string {
  return armour('SIGNATURE', signature(half, signatureTypes.ofBytes, Buffer.from(text), at))
}

/**
 * Creates a cleartext signature. Trailing white space and the last line break are not signed.
 *
 * @param at milliseconds since 1970
 * @see https://www.rfc-editor.org/rfc/rfc4880#section-7
 */
export function clearSigned(half: SigningHalf, text: string, at: number): string {
  const lines = text.replace(/\n$/, '').split('\n')
  const signed = lines.map((line) => line.trimEnd()).join('\r\n')
  const shown = lines.map((line) => (line.startsWith('-') ? `- ${line}` : line)).join('\n')
  const made = armour('SIGNATURE', signature(half, signatureTypes.ofText, Buffer.from(signed), at))
  return `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${shown}\n${made}`
}
