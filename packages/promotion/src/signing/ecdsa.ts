/** Length of a coordinate of each curve in bytes. */
const lengthOfCurve: Readonly<Record<string, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }

/**
 * Converts an ECDSA signature into the form that WebCrypto expects: r followed by s. Key services and most other tools return DER instead.
 *
 * @returns undefined if it is in neither form
 */
export function rawSignature(signature: Uint8Array<ArrayBuffer>, curve: string): Uint8Array<ArrayBuffer> | undefined {
  const length = lengthOfCurve[curve] ?? 0
  return signature.length === 2 * length ? signature : fromDer(signature, length)
}

/** Decodes a DER sequence of exactly two integers. */
function fromDer(der: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> | undefined {
  const body = element(der, 0x30)
  const r = body && body.rest.length === 0 ? element(body.content, 0x02) : undefined
  const s = r && element(r.rest, 0x02)
  if (r === undefined || s === undefined || s.rest.length > 0) return undefined
  const raw = new Uint8Array(2 * length)
  for (const [index, { content }] of [r, s].entries()) {
    // DER puts a zero byte in front of a number that would otherwise read as negative.
    const digits = content.subarray(content.findIndex((byte) => byte !== 0))
    if (digits.length > length) return undefined
    raw.set(digits, (index + 1) * length - digits.length)
  }
  return raw
}

/** The first element of DER data, if it has this tag, and what follows it. */
function element(
  der: Uint8Array<ArrayBuffer>,
  tag: number,
): { content: Uint8Array<ArrayBuffer>; rest: Uint8Array<ArrayBuffer> } | undefined {
  // Above 127 bytes, as only P-521 needs, the length has a byte of its own.
  const start = der[1] === 0x81 ? 3 : 2
  const end = start + (der[start - 1] ?? 0)
  return der[0] === tag && end <= der.length ? { content: der.subarray(start, end), rest: der.subarray(end) } : undefined
}
