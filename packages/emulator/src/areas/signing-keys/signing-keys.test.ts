import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keys, story } from '../../../test/story.ts'
import { serve } from '../../server.ts'
import { signingKeysOf } from './records.ts'

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

  test('show their private halves to nobody, neither in answers nor in the log of requests', async () => {
    const { admin, emulator } = story()
    const server = await serve(emulator)
    try {
      const given = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
      const line = given.split('\n')[1] ?? ''
      await admin('POST', '/repos/acme/dev/ed25519/', { ed25519_private_key: given, ed25519_passphrase: 'open-sesame' })
      const { body } = await admin('GET', '/repos/acme/dev/gpg/')
      const { secret = '' } = signingKeysOf(emulator.world.repository({ owner: 'acme', repo: 'dev' })).get('gpg') ?? {}
      expect(secret).toContain('BEGIN PRIVATE KEY')
      const logged = emulator.requests.all.find(({ operation }) => operation === 'repos_ed25519_create')
      const paths = [
        `_emulator/requests/${logged?.id}`,
        '_emulator/clients/acme/dev',
        '_emulator/keys',
        'dl/basic/acme/dev/gpg.key',
      ]
      const headers = { 'X-Api-Key': keys.admin }
      const texts = await Promise.all(paths.map(async (path) => (await fetch(`${server.url}/${path}`, { headers })).text()))
      expect(texts.join()).toContain(body.public_key.split('\n')[2])
      expect(texts[0]).toContain('ed25519_private_key')
      for (const text of [JSON.stringify(body), ...texts])
        for (const part of [line, 'open-sesame', 'PRIVATE KEY', secret.split('\n')[1]]) expect(text).not.toContain(part)
    } finally {
      await server.close()
    }
  })

  test('have no certificates', async () => {
    const { admin } = story()
    for (const kind of ['x509-rsa', 'x509-ecdsa']) {
      expect((await admin('GET', `/repos/acme/dev/${kind}/`)).body).toMatchObject({ active: false, certificate: null })
    }
  })
})
