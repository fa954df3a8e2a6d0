import { createHash } from 'node:crypto'

/** The public part of an OpenPGP key. @see https://www.rfc-editor.org/rfc/rfc4880 */
export interface PublicPart {
  /** The body of a version 4 public key packet. */
  readonly body: Buffer
  /** Hexadecimal digits, as key servers know it. */
  readonly fingerprint: string
}

/** What identifies an RSA key, each number without zeros in front. */
export interface RsaNumbers {
  readonly modulus: Buffer
  readonly exponent: Buffer
}

/** How many numbers the public part has, by algorithm: RSA, Elgamal, DSA; curves have their name in front. */
const numbersOf: Readonly<Record<number, number>> = { 1: 2, 2: 2, 3: 2, 16: 3, 17: 4 }

/** Curves: ECDSA and EdDSA. */
const curves = new Set([19, 22])

/** Makes the public part of an RSA key. `createdAt` is in milliseconds since 1970. */
export function rsaPublicPart({ modulus, exponent }: RsaNumbers, createdAt: number): PublicPart {
  const head = Buffer.alloc(6)
  head.writeUInt8(4, 0)
  head.writeUInt32BE(Math.floor(createdAt / 1000), 1)
  head.writeUInt8(1, 5)
  return publicPart(Buffer.concat([head, multiPrecision(modulus), multiPrecision(exponent)]))
}

/** The armoured public key of a part and its owner. It carries no signature, so programs show it but do not trust it. */
export function armouredPublicKey({ body }: PublicPart, userId: string): string {
  const bytes = Buffer.concat([packet(6, body), packet(13, Buffer.from(userId))])
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc24(bytes))
  const armour = ['-----BEGIN PGP PUBLIC KEY BLOCK-----', '', ...lines, `=${sum.subarray(1).toString('base64')}`]
  return [...armour, '-----END PGP PUBLIC KEY BLOCK-----', ''].join('\n')
}

/** The public part of an armoured private key, which has it in front, unencrypted. Undefined for what is no such key. */
export function publicPartOf(armoured: string): PublicPart | undefined {
  const [, afterwards = ''] = armoured.split('-----BEGIN PGP PRIVATE KEY BLOCK-----', 2)
  const [block = ''] = afterwards.split('-----END', 1)
  // An empty line ends the headers, of which there may be none.
  const text = block.slice(block.search(/\n\r?\n/))
  if (!/^[A-Za-z0-9+/=\s]+$/.test(text)) return undefined
  const body = secretKeyBody(Buffer.from(text.replace(/\s|=[A-Za-z0-9+/]{4}\s*$/g, ''), 'base64'))
  const length = body && publicLength(body)
  return body && length !== undefined && length <= body.length ? publicPart(body.subarray(0, length)) : undefined
}

function publicPart(body: Buffer): PublicPart {
  const head = Buffer.from([0x99, body.length >> 8, body.length & 0xff])
  return { body, fingerprint: createHash('sha1').update(head).update(body).digest('hex').toUpperCase() }
}

/** The body of the first packet, if that is a secret key. */
function secretKeyBody(bytes: Buffer): Buffer | undefined {
  const [tag = 0, first = 0, second = 0] = bytes
  if (tag >> 6 === 3) {
    if ((tag & 0x3f) !== 5) return undefined
    const [start, length] = first < 192 ? [2, first] : first < 224 ? [3, ((first - 192) << 8) + second + 192] : [0, 0]
    return start === 0 ? undefined : bytes.subarray(start, start + length)
  }
  if (tag >> 6 !== 2 || ((tag >> 2) & 0xf) !== 5) return undefined
  return (tag & 3) === 0
    ? bytes.subarray(2, 2 + first)
    : (tag & 3) === 1
      ? bytes.subarray(3, 3 + (first << 8) + second)
      : undefined
}

/** How long the public part of a version 4 key is, in bytes. */
function publicLength(body: Buffer): number | undefined {
  const algorithm = body[5] ?? 0
  const isCurve = curves.has(algorithm)
  const count = isCurve ? 1 : numbersOf[algorithm]
  if (body[0] !== 4 || count === undefined) return undefined
  let at = 6 + (isCurve ? 1 + (body[6] ?? 0) : 0)
  for (let i = 0; i < count; i++) {
    if (at + 2 > body.length) return undefined
    at += 2 + Math.ceil(body.readUInt16BE(at) / 8)
  }
  return at
}

function packet(tag: number, body: Buffer): Buffer {
  const { length } = body
  const size = length < 192 ? [length] : [((length - 192) >> 8) + 192, (length - 192) & 0xff]
  return Buffer.concat([Buffer.from([0xc0 | tag, ...size]), body])
}

function multiPrecision(number: Buffer): Buffer {
  const bits = number.length * 8 - Math.clz32(number[0] ?? 0) + 24
  return Buffer.concat([Buffer.from([bits >> 8, bits & 0xff]), number])
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
