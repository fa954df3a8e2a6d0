import { createHash, type KeyObject, sign } from 'node:crypto'
import { multiPrecision, packet, tags } from './packets.ts'
import { algorithms } from './public-part.ts'

/** The secret key that signs, and how others identify it. */
export interface SigningHalf {
  readonly secret: KeyObject
  /** In hexadecimal. */
  readonly fingerprint: string
}

/** The types of signatures. @see https://www.rfc-editor.org/rfc/rfc4880#section-5.2.1 */
export const signatureTypes = { ofBytes: 0x00, ofText: 0x01, ofOwnUserId: 0x13 } as const

const sha256 = 8

/**
 * Creates the packet of a version 4 signature.
 *
 * @param content the signed content
 * @param at milliseconds since 1970
 * @param more further subpackets, each with a type and content
 * @see https://www.rfc-editor.org/rfc/rfc4880#section-5.2.4
 */
export function signature(
  { secret, fingerprint }: SigningHalf,
  type: number,
  content: Buffer,
  at: number,
  more: readonly (readonly [kind: number, ...contents: number[]])[] = [],
): Buffer {
  const isRsa = secret.asymmetricKeyType === 'rsa'
  const print = Buffer.from(fingerprint, 'hex')
  const said = Buffer.concat([
    subpacket(2, fourBytes(Math.floor(at / 1000))),
    subpacket(33, Buffer.from([4, ...print])),
    ...more.map(([kind, ...contents]) => subpacket(kind, Buffer.from(contents))),
  ])
  const head = Buffer.from([4, type, isRsa ? algorithms.rsa : algorithms.ed25519, sha256])
  const hashed = Buffer.concat([head, twoBytes(said.length), said])
  const whole = Buffer.concat([content, hashed, Buffer.from([4, 0xff]), fourBytes(hashed.length)])
  const digest = createHash('sha256').update(whole).digest()
  // RSA hashes by itself; Ed25519 signs the hash as its message.
  const made = isRsa ? sign('sha256', whole, secret) : sign(null, digest, secret)
  const numbers = isRsa ? [made] : [made.subarray(0, 32), made.subarray(32)]
  const issuer = subpacket(16, print.subarray(-8))
  const body = [hashed, twoBytes(issuer.length), issuer, digest.subarray(0, 2), ...numbers.map(multiPrecision)]
  return packet({ tag: tags.signature, body: Buffer.concat(body) })
}

function subpacket(kind: number, contents: Buffer): Buffer {
  return Buffer.concat([Buffer.from([contents.length + 1, kind]), contents])
}

const twoBytes = (number: number): Buffer => Buffer.from([number >> 8, number & 0xff])

function fourBytes(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}
