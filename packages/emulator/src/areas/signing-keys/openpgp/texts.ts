import { armour } from './armour.ts'
import { type SigningHalf, signature, signatureTypes } from './sign.ts'

/** A signature to lie beside a file. @param at milliseconds since 1970 */
export function detachedSignature(half: SigningHalf, text: string, at: number): string {
  return armour('SIGNATURE', signature(half, signatureTypes.ofBytes, Buffer.from(text), at))
}

/**
 * A text with its signature around it, to be read as it is. Neither spaces at the ends of lines nor the last line break are signed.
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
