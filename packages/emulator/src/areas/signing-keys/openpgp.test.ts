import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasCommand } from '../../catalogue/has-command.ts'
import { generateSigningKey, readGpgKey } from './make-keys.ts'
import { armouredPublicKey, publicPartOf, rsaPublicPart } from './openpgp.ts'

const gpg: string = 'gpg'
const numbers = { modulus: Buffer.alloc(256, 0xc5), exponent: Buffer.from([1, 0, 1]) }

/** An armoured private key with this public part: only its beginning is ever read. */
function privateKey(body: Buffer): string {
  const secret = Buffer.concat([body, Buffer.alloc(40)])
  const packet = Buffer.concat([Buffer.from([0x95, secret.length >> 8, secret.length & 0xff]), secret])
  const name = 'PGP PRIVATE KEY BLOCK'
  return `-----BEGIN ${name}-----\nVersion: test\n\n${packet
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')}\n=abcd\n-----END ${name}-----\n`
}

test('the public part of a private key is found in front of its secrets', () => {
  const part = rsaPublicPart(numbers, 1_700_000_000_000)
  expect(publicPartOf(privateKey(part.body))).toEqual(part)
  expect(readGpgKey(privateKey(part.body), 0, 'acme')?.publicKey).toBe(armouredPublicKey(part, 'acme'))
})

test('what is no private key has no public part, and breaks nothing', () => {
  const part = rsaPublicPart(numbers, 0)
  expect(publicPartOf(armouredPublicKey(part, 'acme'))).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${Buffer.from(bytes).toString('base64')}\n-----END`
      publicPartOf(text)
    }),
  )
})

test.skipIf(!hasCommand(gpg))('GnuPG reads the public keys, and knows them by the same fingerprint', () => {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'))
  try {
    const { publicKey, fingerprint } = generateSigningKey('gpg', 1_700_000_000_000, 'acme/dev (emulated)')
    const args = ['--homedir', home, '--with-colons', '--show-keys']
    const shown = execFileSync(gpg, args, { input: publicKey, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
    expect(shown).toContain(fingerprint)
  } finally {
    rmSync(home, { recursive: true })
  }
})
