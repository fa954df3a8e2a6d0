import { generateKeyPairSync } from 'node:crypto'

/** An armoured private RSA key of OpenPGP, version 4, without a passphrase. */
export function openPgpKey(): string {
  const { n, e, d, p, q, qi } = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  const createdAt = Buffer.from([0x65, 0x53, 0xf1, 0x00])
  const open = Buffer.concat([Buffer.from([4]), createdAt, Buffer.from([1]), numberOf(n), numberOf(e)])
  // OpenPGP has the inverse of the first prime, others that of the second: they change places.
  const secret = Buffer.concat([d, q, p, qi].map(numberOf))
  const sum = secret.reduce((all, byte) => (all + byte) & 0xffff, 0)
  const body = Buffer.concat([open, Buffer.from([0]), secret, Buffer.from([sum >> 8, sum & 0xff])])
  const packet = Buffer.concat([Buffer.from([0x95, body.length >> 8, body.length & 0xff]), body])
  const lines = packet.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN PGP PRIVATE KEY BLOCK-----', '', ...lines, '-----END PGP PRIVATE KEY BLOCK-----', ''].join('\n')
}

/** A number as OpenPGP writes it: how many bits it has comes first. */
function numberOf(base64url = ''): Buffer {
  const digits = Buffer.from(base64url, 'base64url')
  const bits = digits.length * 8 - Math.clz32(digits[0] ?? 0) + 24
  return Buffer.concat([Buffer.from([bits >> 8, bits & 0xff]), digits])
}
