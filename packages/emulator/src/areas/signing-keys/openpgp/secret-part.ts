import { createDecipheriv, createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { numbersAt } from './packets.ts'
import { algorithms, ed25519Curve, type PublicPart } from './public-part.ts'

/** Ciphers and hashes of passphrase-protected keys, by their numbers. */
const ciphers: Readonly<Record<number, string>> = { 7: 'aes-128-cfb', 8: 'aes-192-cfb', 9: 'aes-256-cfb' }
const hashes: Readonly<Record<number, string>> = { 2: 'sha1', 8: 'sha256', 9: 'sha384', 10: 'sha512', 11: 'sha224' }

/**
 * Decrypts the key in the packet of a secret key.
 *
 * @param body body of the packet
 * @returns undefined if the passphrase is wrong, or the key is protected in an unusual way
 * @see https://www.rfc-editor.org/rfc/rfc4880#section-5.5.3
 */
export function secretIn(body: Buffer, { body: { length } }: PublicPart, passphrase = ''): KeyObject | undefined {
  const usage = body[length]
  const numbers =
    usage === 0 ? body.subarray(length + 1) : usage === 254 ? unlocked(body.subarray(length + 1), passphrase) : undefined
  if (numbers === undefined) return undefined
  try {
    return body[5] === algorithms.rsa ? rsaKey(body, numbers) : ed25519Key(body, numbers)
  } catch {
    // The numbers do not form a key.
    return undefined
  }
}

/** Decrypts the protected data, which ends with its own hash. */
function unlocked(locked: Buffer, passphrase: string): Buffer | undefined {
  const [cipherNumber = 0, kind = 0, hashNumber = 0] = locked
  const [cipher, hash] = [ciphers[cipherNumber], hashes[hashNumber]]
  // Salted and iterated, which all programs use.
  if (cipher === undefined || hash === undefined || kind !== 3 || locked.length < 12 + 16) return undefined
  const key = stretched(hash, Buffer.from(passphrase), locked.subarray(3, 11), locked[11] ?? 0)
  const size = Number(cipher.slice(4, 7)) / 8
  const decipher = createDecipheriv(cipher, key(size), locked.subarray(12, 28))
  const opened = Buffer.concat([decipher.update(locked.subarray(28)), decipher.final()])
  const [numbers, sum] = [opened.subarray(0, -20), opened.subarray(-20)]
  return createHash('sha1').update(numbers).digest().equals(sum) ? numbers : undefined
}

/** @see https://www.rfc-editor.org/rfc/rfc4880#section-3.7.1.3 */
function stretched(hash: string, passphrase: Buffer, salt: Buffer, coded: number): (size: number) => Buffer {
  const round = Buffer.concat([salt, passphrase])
  const count = Math.max((16 + (coded & 15)) << ((coded >> 4) + 6), round.length)
  return (size) => {
    const parts: Buffer[] = []
    for (let zeros = 0; Buffer.concat(parts).length < size; zeros++) {
      const hashing = createHash(hash).update(Buffer.alloc(zeros))
      for (let left = count; left > 0; left -= round.length) hashing.update(left < round.length ? round.subarray(0, left) : round)
      parts.push(hashing.digest())
    }
    return Buffer.concat(parts).subarray(0, size)
  }
}

function rsaKey(body: Buffer, secret: Buffer): KeyObject | undefined {
  const [n, e] = numbersAt(body, 6, 2)?.numbers ?? []
  const [d, p, q, u] = numbersAt(secret, 0, 4)?.numbers ?? []
  if (!n || !e || !d || !p || !q || !u) return undefined
  const rest = (prime: Buffer) => {
    const [whole, by] = [BigInt(`0x${d.toString('hex')}`), BigInt(`0x${prime.toString('hex')}`) - 1n]
    const digits = (whole % by).toString(16)
    return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  }
  // OpenPGP stores the inverse of the first prime, other formats that of the second, so the primes are swapped.
  const numbers = { n, e, d, p: q, q: p, dp: rest(q), dq: rest(p), qi: u }
  const words = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, number.toString('base64url')]))
  return createPrivateKey({ key: { kty: 'RSA', ...words }, format: 'jwk' })
}

function ed25519Key(body: Buffer, secret: Buffer): KeyObject | undefined {
  const [point] = numbersAt(body, 6 + ed25519Curve.length, 1)?.numbers ?? []
  const [seed] = numbersAt(secret, 0, 1)?.numbers ?? []
  if (!point || !seed || seed.length > 32) return undefined
  const d = Buffer.concat([Buffer.alloc(32 - seed.length), seed]).toString('base64url')
  return createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x: point.subarray(1).toString('base64url') }, format: 'jwk' })
}
