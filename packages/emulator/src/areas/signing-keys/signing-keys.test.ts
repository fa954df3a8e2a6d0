import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'

describe('signing keys', () => {
  test.each(['gpg', 'rsa', 'ecdsa', 'ed25519'])('%s stays the same until it is regenerated', async (kind) => {
    const { admin, reader } = story()
    const path = `/repos/acme/dev/${kind}/`
    const first = (await reader('GET', path)).body
    expect(first.public_key).toContain('PUBLIC KEY')
    expect(first.public_key).not.toContain('PRIVATE')
    expect(first.fingerprint).toContain(first.fingerprint_short)
    expect((await admin('GET', path)).body).toEqual(first)
    expect((await reader('POST', `${path}regenerate/`)).status).toBe(403)
    const second = (await admin('POST', `${path}regenerate/`)).body
    expect(second.fingerprint).not.toBe(first.fingerprint)
    expect((await admin('POST', path, { [`${kind}_private_key`]: 'no key' })).status).toBe(422)
  })

  test('are taken from a private key, of which nothing secret is kept', async () => {
    const { admin } = story()
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
    const give = (passphrase: string) =>
      admin('POST', '/repos/acme/dev/ed25519/', { ed25519_private_key: String(pem), ed25519_passphrase: passphrase })
    expect((await give('secret')).body.public_key).toBe(publicKey.export({ type: 'spki', format: 'pem' }))
    expect((await give('wrong')).status).toBe(422)
    expect((await admin('POST', '/repos/acme/dev/rsa/', { rsa_private_key: String(pem), rsa_passphrase: 'secret' })).status).toBe(
      422,
    )
  })

  test('have no certificates', async () => {
    const { admin } = story()
    for (const kind of ['x509-rsa', 'x509-ecdsa']) {
      expect((await admin('GET', `/repos/acme/dev/${kind}/`)).body).toMatchObject({ active: false, certificate: null })
    }
  })
})
