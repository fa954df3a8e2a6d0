import { randomBytes } from 'node:crypto'

/** An armoured private RSA key of OpenPGP, version 4. Its secrets are zeros: nobody can sign with it, but its public part can be read. */
export function openPgpKey(): string {
  const modulus = randomBytes(256)
  modulus[0] = 0xff
  const createdAt = Buffer.from([0x65, 0x53, 0xf1, 0x00])
  const numbers = Buffer.concat([Buffer.from([8, 0]), modulus, Buffer.from([0, 17, 1, 0, 1])])
  const secret = Buffer.concat([Buffer.from([4]), createdAt, Buffer.from([1]), numbers, Buffer.alloc(40)])
  const packet = Buffer.concat([Buffer.from([0x95, secret.length >> 8, secret.length & 0xff]), secret])
  const lines = packet.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN PGP PRIVATE KEY BLOCK-----', '', ...lines, '-----END PGP PRIVATE KEY BLOCK-----', ''].join('\n')
}
