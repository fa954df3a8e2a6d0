const reference = /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Replaces character and entity references. References to characters that XML does not allow, and unknown names, are kept: if they were removed, two
 * different names could become equal.
 *
 * @see https://www.w3.org/TR/xml/#sec-references
 */
export function withCharacters(text: string): string {
  return text.replace(reference, (whole, decimal?: string, hexadecimal?: string, name = '') => {
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return named[name] ?? (isCharacter(code) ? String.fromCodePoint(code) : whole)
  })
}

/** @see https://www.w3.org/TR/xml/#charsets */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  return code <= 0x10ffff && !isSurrogate && code !== 0xfffe && code !== 0xffff
}
