import { createHash, type KeyObject } from 'node:crypto'
import { multiPrecision, numbersAt } from './packets.ts'

/** The public part of an OpenPGP key of version 4. @see https://www.rfc-editor.org/rfc/rfc4880#section-5.5.2 */
export interface PublicPart {
  /** The body of its packet. */
  readonly body: Buffer
  /** In hexadecimal, as key servers use it. */
  readonly fingerprint: string
}

/** The supported algorithms, with OpenPGP's numbers. */
export const algorithms = { rsa: 1, ed25519: 22 } as const

/** The curve Ed25519 in a key: the length and an object identifier. */
export const ed25519Curve = Buffer.from('092b06010401da470f01', 'hex')

/** Creates the public part of an RSA key. `createdAt` is in milliseconds since 1970. */
export function rsaPublicPart(key: KeyObject, createdAt: number): PublicPart {
  const { n = '', e = '' } = key.export({ format: 'jwk' })
  const head = Buffer.alloc(6)
  head.writeUInt8(4, 0)
  head.writeUInt32BE(Math.floor(createdAt / 1000), 1)
  head.writeUInt8(algorithms.rsa, 5)
  return publicPart(Buffer.concat([head, ...[n, e].map((number) => multiPrecision(Buffer.from(number, 'base64url')))]))
}

/** Parses the public part, which precedes the secrets of a key; undefined if the algorithm is not supported. */
export function publicPartIn(body: Buffer): PublicPart | undefined {
  const algorithm = body[5]
  if (body[0] !== 4) return undefined
  const end =
    algorithm === algorithms.rsa
      ? numbersAt(body, 6, 2)?.end
      : algorithm === algorithms.ed25519 && body.subarray(6).indexOf(ed25519Curve) === 0
        ? numbersAt(body, 6 + ed25519Curve.length, 1)?.end
        : undefined
  return end === undefined ? undefined : publicPart(body.subarray(0, end))
}

/** The form of a public part that is signed and hashed, which includes its length. */
export const hashedKey = ({ body }: Pick<PublicPart, 'body'>): Buffer =>
  Buffer.concat([Buffer.from([0x99, body.length >> 8, body.length & 0xff]), body])

const publicPart = (body: Buffer): PublicPart => ({
  body,
  fingerprint: createHash('sha1').update(hashedKey({ body })).digest('hex').toUpperCase(),
})
