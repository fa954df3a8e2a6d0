/** The type of armoured data. */
export type Armoured = 'PUBLIC KEY BLOCK' | 'PRIVATE KEY BLOCK' | 'SIGNATURE'

/** Encodes bytes as armoured text. @see https://www.rfc-editor.org/rfc/rfc4880#section-6.2 */
export function armour(kind: Armoured, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc24(bytes))
  const body = [`-----BEGIN PGP ${kind}-----`, '', ...lines, `=${sum.subarray(1).toString('base64')}`]
  return [...body, `-----END PGP ${kind}-----`, ''].join('\n')
}

/** Decodes armoured text; undefined if there is none. Its checksum is optional and not checked. */
export function unarmour(kind: Armoured, text: string): Buffer | undefined {
  const [, afterwards = ''] = text.split(`-----BEGIN PGP ${kind}-----`, 2)
  const [block = ''] = afterwards.split('-----END', 1)
  // The headers, if any, end with an empty line.
  const body = block.slice(block.search(/\n\r?\n/))
  if (!/^[A-Za-z0-9+/=\s]+$/.test(body)) return undefined
  return Buffer.from(body.replace(/\s|=[A-Za-z0-9+/]{4}\s*$/g, ''), 'base64')
}

function crc24(bytes: Buffer): number {
  let crc = 0xb704ce
  for (const byte of bytes) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1
      if (crc & 0x1000000) crc ^= 0x1864cfb
    }
  }
  return crc & 0xffffff
}
