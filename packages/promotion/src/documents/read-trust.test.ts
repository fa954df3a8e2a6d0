import { expect, test } from 'vitest'
import { admit } from '../approval/admit.ts'
import { approvalKind } from '../approval/approval.ts'
import { approvalWord, proved } from '../approval/word.ts'
import { importKey } from '../signing/import-key.ts'
import { readTrust } from './read-trust.ts'

/** A pair of keys as two JSON Web Keys. */
async function jwkPair(algorithm: 'Ed25519' | { name: 'ECDSA'; namedCurve: string } = 'Ed25519') {
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as {
    publicKey: Parameters<typeof crypto.subtle.exportKey>[1]
    privateKey: Parameters<typeof crypto.subtle.exportKey>[1]
  }
  const [open, secret] = await Promise.all([
    crypto.subtle.exportKey('jwk', pair.publicKey),
    crypto.subtle.exportKey('jwk', pair.privateKey),
  ])
  return { open, secret }
}

const reading = (files: Readonly<Record<string, unknown>>) => ({
  source: 'trust.yaml',
  read: (path: string) => {
    const file = files[path]
    if (file === undefined) throw new Error('no such file')
    return typeof file === 'string' ? file : JSON.stringify(file)
  },
})

test.each([['Ed25519'] as const, [{ name: 'ECDSA', namedCurve: 'P-384' }] as const])(
  'who signs with a key that a file of trust names is known by it (%j)',
  async (algorithm) => {
    const { open, secret } = await jwkPair(algorithm)
    const trust = await readTrust('keys: { ada-2026: keys/ada.json }\n', reading({ 'keys/ada.json': open }))
    const document = {
      ...({ kind: approvalKind, version: 1, by: 'ada', at: '2026-01-10T12:00:00.000Z', expires: null } as const),
      ...{ plan: 'ab'.repeat(32), subjects: ['cd'.repeat(32)] },
    }
    const given = await proved(document, approvalWord, { signer: await importKey(secret, 'sign', 'ada.private.json') })
    const { consents } = await admit({ approvals: [given], trust }, { ada: { keys: ['ada-2026'] } })
    expect(consents).toMatchObject([{ person: 'ada', signed: true }])
  },
)

test('issuers come with the claims that their tokens need, and with their own keys if a file is named', async () => {
  const { open } = await jwkPair()
  const text = `kind: cloudsmith-promotion/trust
version: 1
issuers:
  - { issuer: 'https://ci.example', subject: actor, claims: { environment: [approvals] }, keys: ci.json }
  - { issuer: 'https://other.example', audience: approvals }
`
  expect(await readTrust(text, reading({ 'ci.json': { keys: [open] } }))).toEqual({
    keys: [],
    issuers: [
      { issuer: 'https://ci.example', subject: 'actor', claims: { environment: ['approvals'] }, keys: { keys: [open] } },
      { issuer: 'https://other.example', audience: 'approvals' },
    ],
  })
})

test('every problem is reported at once, by line and field, without any part of a key', async () => {
  const { secret } = await jwkPair()
  const text = `keys:
  ada: nowhere.json
  bob: bob.json
  eve: eve.json
  kim: kim.json
issuers:
  - { issuer: 'https://ci.example', keys: bob.json }
`
  const files = { 'bob.json': secret, 'eve.json': '{"kty":"OKP","d":"c2VjcmV0" "x"}', 'kim.json': { kty: 'EC', crv: 'P-192' } }
  const told = await readTrust(text, reading(files)).catch((error: Error) => error.message)
  expect(told).toBe(
    [
      'trust.yaml:2:8: keys.ada: nowhere.json cannot be read: no such file (1 of 5 problems)',
      'trust.yaml:3:8: keys.bob: bob.json has no key to verify with: the public key is needed (2 of 5 problems)',
      'trust.yaml:4:8: keys.eve: eve.json cannot be read as a JSON Web Key (3 of 5 problems)',
      'trust.yaml:5:8: keys.kim: kim.json is on an unsupported curve: use Ed25519, P-256, P-384 (4 of 5 problems)',
      'trust.yaml:7:43: issuers[0].keys: bob.json is not a JSON Web Key Set (5 of 5 problems)',
    ].join('\n'),
  )
})

test.each([
  ['key: {}', 'trust.yaml:1:6: key: there is no such field; did you mean keys?'],
  ['kind: cloudsmith-promotion/people\nversion: 1', 'trust.yaml:1:7: kind: '],
  ['issuers: [{ isuer: x }]', 'issuers[0].isuer: there is no such field; did you mean issuer?'],
  ['just text', 'expected an object'],
  ['', 'it is empty'],
])('a document of another kind is refused: %j', async (text, message) => {
  await expect(readTrust(text, reading({}))).rejects.toThrow(message)
})

test.each(['# Who signs comes later.\n', '{}'])('a file in which nobody is named yet trusts nobody (%j)', async (text) => {
  expect(await readTrust(text, reading({}))).toEqual({ keys: [], issuers: [] })
})
