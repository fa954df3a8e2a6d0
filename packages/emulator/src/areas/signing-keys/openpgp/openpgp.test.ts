import { execFileSync } from 'node:child_process'
import { createPrivateKey as readSecret } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasCommand } from '../../../catalogue/has-command.ts'
import { generateSigningKey, readGpgKey } from '../make-keys.ts'
import { unarmour } from './armour.ts'
import { readOpenPgpKey } from './certificate.ts'
import { multiPrecision, packetsIn } from './packets.ts'
import { clearSigned, detachedSignature } from './texts.ts'

const at = 1_700_000_000_000
const folder = mkdtempSync(join(tmpdir(), 'openpgp-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = (name: string) => join(folder, name)

/** A signing key, and the keyring file for gpgv. */
function keyFile(name: string, { publicKey }: { publicKey: string }): string {
  writeFileSync(path(name), unarmour('PUBLIC KEY BLOCK', publicKey) ?? '')
  return path(name)
}

test('what is no private key is no key, and breaks nothing', () => {
  expect(readOpenPgpKey(generateSigningKey('gpg', at, 'acme').publicKey, undefined, 'acme', at)).toBeUndefined()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const text = `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${Buffer.from(bytes).toString('base64')}\n-----END`
      expect(readOpenPgpKey(text, 'hush', 'acme', at)).toBeUndefined()
    }),
  )
})

test.each([
  ['00', '0000'],
  ['01', '000101'],
  ['000001ff', '000901ff'],
  ['80', '000880'],
])('the number %s is written as %s', (number, written) => {
  expect(multiPrecision(Buffer.from(number, 'hex')).toString('hex')).toBe(written)
})

test('packets that end too early are none', () => {
  expect(packetsIn(Buffer.from([0xc6, 5, 1, 2]))).toBeUndefined()
  expect(packetsIn(Buffer.from([0xc6, 2, 1, 2]))).toEqual([{ tag: 6, body: Buffer.from([1, 2]) }])
})

describe.skipIf(!hasCommand('gpgv') || !hasCommand('gpg'))('GnuPG', () => {
  const texts = [
    ['with a line break at its end', 'Origin: acme\nSHA256:\n abc 1 main\n'],
    ['without one', 'a'],
    ['with lines that could be an armour', '-----BEGIN PGP SIGNATURE-----\n- x\n\n'],
    ['with spaces at the ends of lines, and other letters', 'a \n\tä\t\nb\n'],
  ] as const
  const home = () => ['--homedir', path('home'), '--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', 'hush']
  beforeAll(() => mkdirSync(path('home'), { mode: 0o700 }))
  afterAll(() => execFileSync('gpgconf', ['--homedir', path('home'), '--kill', 'all'], { stdio: 'ignore' }))

  const names = new Set<string>()

  /** Another private key, protected by a passphrase, as GnuPG exports it. */
  function exported(algorithm: string): string {
    const name = `${algorithm}@example.org`
    // Generating takes a while, so each key is generated once.
    if (!names.has(name))
      execFileSync('gpg', [...home(), '--quick-generate-key', name, algorithm, 'sign', 'never'], { stdio: 'ignore' })
    names.add(name)
    return execFileSync('gpg', [...home(), '--armor', '--export-secret-keys', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }

  const made = () => generateSigningKey('gpg', at, 'acme/dev (emulated)')
  const keys = [
    ['our own', made],
    ['an RSA key of GnuPG', () => readGpgKey(exported('rsa2048'), 'hush', at, 'acme')],
    ['an Ed25519 key of GnuPG', () => readGpgKey(exported('ed25519'), 'hush', at, 'acme')],
  ] as const

  test.each(keys)('takes signatures of %s, around texts and beside them', (_, make) => {
    const key = make()
    if (key?.secret === undefined) throw new Error('the key was not read')
    const half = { secret: readSecret(key.secret), fingerprint: key.fingerprint }
    const ring = keyFile('ring.gpg', key)
    const gpgv = (...files: string[]) => execFileSync('gpgv', ['--keyring', ring, ...files], { encoding: 'utf8', stdio: 'pipe' })
    for (const [, text] of texts) {
      writeFileSync(path('text'), text)
      writeFileSync(path('text.gpg'), detachedSignature(half, text, Date.now()))
      writeFileSync(path('clear'), clearSigned(half, text, Date.now()))
      gpgv(path('text.gpg'), path('text'))
      rmSync(path('out'), { force: true })
      gpgv('--output', path('out'), path('clear'))
      const bare = (lines: string) =>
        lines
          .split('\n')
          .map((line) => line.trimEnd())
          .join('\n')
          .trimEnd()
      expect(bare(readFileSync(path('out'), 'utf8'))).toBe(bare(text))
    }
    writeFileSync(path('clear'), clearSigned(half, 'Origin: acme', Date.now()).replace('acme', 'evil'))
    expect(() => gpgv(path('clear'))).toThrow(/BAD signature/)
  })

  test('shows the public key, whose owner it is, and that the owner says so', () => {
    const own = made()
    execFileSync('gpg', [...home(), '--import'], { input: own.publicKey, stdio: ['pipe', 'ignore', 'ignore'] })
    const shown = execFileSync('gpg', [...home(), '--with-colons', '--check-signatures', own.fingerprint], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(shown).toContain(`fpr:::::::::${own.fingerprint}:`)
    expect(shown).toMatch(/^uid:.*acme\/dev \(emulated\)/m)
    expect(shown).toMatch(/^sig:!:.*:13x/m)
  })

  test('gives its keys out for one passphrase, and what is shown of them is the owner that they have, and nothing private', () => {
    const armoured = exported('ed25519')
    const shown = readGpgKey(armoured, 'hush', at, 'acme')?.publicKey ?? ''
    expect(packetsIn(unarmour('PUBLIC KEY BLOCK', shown) ?? Buffer.alloc(0))?.map(({ tag }) => tag)).toEqual([6, 13, 2])
    expect(Buffer.from(unarmour('PUBLIC KEY BLOCK', shown) ?? '').includes('ed25519@example.org')).toBe(true)
    expect(readGpgKey(armoured, 'wrong', at, 'acme')).toBeUndefined()
  })
})
