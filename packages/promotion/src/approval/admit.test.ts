import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Issuer, startIssuer } from '../../test/issuer.ts'
import type { People } from '../gates/people.ts'
import { keyIdOf, type WebCryptoKey } from '../signing/algorithm.ts'
import { addSignature } from '../signing/sign.ts'
import { toBase64 } from '../text/bytes.ts'
import { type ApprovalOptions, admit } from './admit.ts'
import { type Approval, approvalKind } from './approval.ts'
import { revoke } from './revoke.ts'
import type { TrustedIssuer } from './trust.ts'
import { approvalWord, audienceOf, type GivenApproval, proved } from './word.ts'

const at = '2026-01-10T12:00:00.000Z'
const seconds = Date.parse(at) / 1000
const approvalBy = (by: string, change: Partial<Approval> = {}): Approval => ({
  ...{ kind: approvalKind, version: 1, by, at, expires: null, plan: 'ab'.repeat(32), subjects: ['cd'.repeat(32)] },
  ...change,
})

type Pair = { publicKey: WebCryptoKey; privateKey: WebCryptoKey }
const newPair = async () => (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as Pair

let pairs: Record<'ada' | 'bob' | 'eve', Pair>
let issuer: Issuer
let people: People
beforeAll(async () => {
  pairs = { ada: await newPair(), bob: await newPair(), eve: await newPair() }
  issuer = await startIssuer()
  people = {
    ada: {
      ...{ logins: ['ada-l'], addresses: ['ada@acme.example'], keys: [await keyIdOf(pairs.ada.publicKey)] },
      groups: ['security'],
    },
    bob: { keys: ['bobs-token'], subjects: [{ issuer: issuer.issuer, subject: 'bob-at-ci' }] },
  }
})
afterAll(() => issuer.close())

/** The result for one approval: who approved, or why it does not count. */
async function outcome(given: unknown, trust: ApprovalOptions['trust'] = {}, among = people) {
  const { consents, refused } = await admit({ approvals: [given as GivenApproval], trust }, among)
  return consents.map(({ person, signed }) => `${person}${signed ? ', signed' : ''}`)[0] ?? refused.map(({ why }) => why)[0]
}

describe('F67 names', () => {
  test.each([['Ada'], ['ADA'], ['ada-l'], ['Ada-L'], ['ADA@acme.example'], [' ada ']])('%s is one person', async (by) => {
    expect(await outcome(approvalBy(by))).toBe('ada')
  })

  test('an unknown name is refused, and is a person of its own if no people are given', async () => {
    expect(await outcome(approvalBy('Eve'))).toBe('is from somebody whom the pipeline does not know')
    const { consents } = await admit({ approvals: ['Eve', 'EVE', 'eve@acme.example'].map((by) => approvalBy(by)) }, undefined)
    expect(consents.map(({ person }) => person)).toEqual(['eve', 'eve', 'eve@acme.example'])
  })

  test('a person has the groups that the pipeline gives them', async () => {
    const { consents } = await admit({ approvals: [approvalBy('ada-l'), approvalBy('bob')] }, people)
    expect(consents.map(({ groups }) => groups)).toEqual([['security'], []])
  })

  test.each([
    null,
    'text',
    {},
    { ...approvalBy('ada'), version: 2 },
    { ...approvalBy('ada'), at: 'yesterday' },
    { ...approvalBy('ada'), expires: '2027-02-30' },
    { ...approvalBy('ada'), subjects: 'all' },
  ])('%j is not an approval', async (value) => {
    expect(await outcome(value)).toBe('is not a valid approval')
  })
})

describe('F68 signatures', () => {
  const signed = (by: string, signer: WebCryptoKey) => proved(approvalBy(by), approvalWord, { signer })

  test('identify the person, who must match the name in the approval', async () => {
    const trust = { keys: [pairs.ada.publicKey, pairs.eve.publicKey, { keyid: 'bobs-token', key: pairs.bob.publicKey }] }
    expect(await outcome(await signed('Ada@acme.example', pairs.ada.privateKey), trust)).toBe('ada, signed')
    expect(await outcome(await signed('bob', pairs.bob.privateKey), trust)).toBe('bob, signed')
    expect(await outcome(await signed('bob', pairs.ada.privateKey), trust)).toBe('is signed by ada')
    expect(await outcome(await signed('ada', pairs.eve.privateKey), trust)).toMatch(
      /a key that belongs to nobody whom the pipeline knows$/,
    )
    const { refused } = await admit({ approvals: [await signed('ada', pairs.ada.privateKey)], trust }, undefined)
    expect(refused).toMatchObject([{ by: 'ada', why: expect.stringMatching(/belongs to nobody/) }])
  })

  test('count only with trusted keys, whatever key the hint names', async () => {
    const document = approvalBy('ada')
    const hint = { signer: pairs.eve.privateKey, keyid: await keyIdOf(pairs.ada.publicKey) }
    const keys = [pairs.ada.publicKey]
    expect(await outcome(await signed('ada', pairs.ada.privateKey))).toBe('is signed, but no trusted keys were given')
    expect(await outcome(await proved(document, approvalWord, hint), { keys })).toBe('is not signed by a trusted key')
  })

  test('must be of approvals, and not of anything else', async () => {
    const keys = [pairs.ada.publicKey]
    const payload = toBase64(new TextEncoder().encode(JSON.stringify(approvalBy('ada'))))
    const other = { payload, payloadType: 'application/vnd.in-toto+json', signatures: [] }
    expect(await outcome(await addSignature(other, pairs.ada.privateKey), { keys })).toBe(
      'is signed, but is not a valid approval',
    )
  })

  test('cover exactly these bytes', async () => {
    const envelope = await signed('ada', pairs.ada.privateKey)
    const payload = toBase64(new TextEncoder().encode(JSON.stringify(approvalBy('ada', { subjects: ['ef'.repeat(32)] }))))
    expect(await outcome({ ...envelope, payload }, { keys: [pairs.ada.publicKey] })).toBe('is not signed by a trusted key')
  })
})

describe('F68 identity tokens', () => {
  const life = { iat: seconds + 2, exp: seconds + 300 }
  const trusted = (more: Partial<TrustedIssuer> = {}) => ({ issuers: [{ issuer: issuer.issuer, ...more }] })
  const withToken = (document: Approval, claims: object, audience?: string) =>
    proved(document, approvalWord, {
      identity: async (asked) => issuer.token({ sub: 'bob-at-ci', aud: audience ?? asked, ...life, ...claims }),
    })

  test('identify the person, for exactly the document that they were requested for', async () => {
    const given = await withToken(approvalBy('bob'), {})
    expect(await outcome(given, trusted())).toBe('bob, signed')
    expect(await outcome({ ...given, document: approvalBy('bob', { subjects: [] }) }, trusted())).toMatch(
      /its claim aud does not/,
    )
    expect(await outcome({ ...given, document: approvalBy('ada') }, trusted())).toMatch(/its claim aud does not/)
    expect(await outcome(await withToken(approvalBy('ada'), {}), trusted())).toBe('comes with a token of bob')
  })

  test('count only from trusted issuers and subjects, with the required claims', async () => {
    const given = await withToken(approvalBy('bob'), { repository: 'acme/releases' })
    const [stranger] = [await startIssuer()]
    await stranger.close()
    expect(await outcome(given)).toBe(`comes with a token of ${issuer.issuer}, which is not trusted`)
    expect(await outcome(given, trusted({ claims: { repository: ['acme/other', 'acme/releases'] } }))).toBe('bob, signed')
    expect(await outcome(given, trusted({ claims: { repository: 'acme/other' } }))).toMatch(/whose repository is not trusted$/)
    expect(await outcome(given, trusted({ claims: { environment: 'approvals' } }))).toMatch(/whose environment is not trusted$/)
    expect(await outcome(given, trusted({ subject: 'actor' }))).toMatch(/without actor$/)
    expect(await outcome(await withToken(approvalBy('bob'), { sub: 'eve' }), trusted())).toMatch(
      /^comes with a token of eve at .*, whom the pipeline does not know/,
    )
    expect(await outcome(given, { issuers: [{ issuer: stranger.issuer }] })).toMatch(/which is not trusted$/)
  })

  test('must be valid when the approval is given, not when it is used', async () => {
    const early = await withToken(approvalBy('bob'), { iat: seconds - 900, exp: seconds - 600 })
    const late = await withToken(approvalBy('bob'), { iat: seconds + 600, exp: seconds + 900 })
    const backdated = await withToken(approvalBy('bob'), { iat: seconds + 600, nbf: seconds + 600, exp: seconds + 900 })
    const endless = await withToken(approvalBy('bob'), { exp: undefined })
    expect(await outcome(early, trusted())).toMatch(/the approval was not given while it was valid$/)
    expect(await outcome(late, trusted())).toBe('was given before its token was issued')
    expect(await outcome(backdated, trusted())).toMatch(/the approval was not given while it was valid$/)
    expect(await outcome(endless, trusted())).toMatch(/its claim exp does not have the required value$/)
  })

  test('with a fixed audience are not bound to a document, so the approval expires with them', async () => {
    const token = await issuer.token({ sub: 'bob-at-ci', aud: 'approvals', ...life })
    const given = await proved(approvalBy('bob'), approvalWord, { identity: token })
    expect(await outcome(given, trusted())).toMatch(/its claim aud does not/)
    const { consents } = await admit({ approvals: [given], trust: trusted({ audience: 'approvals' }) }, people)
    expect(consents).toMatchObject([{ person: 'bob', signed: true, expires: '2026-01-10T12:05:00.000Z' }])
  })

  test('that are unsigned or signed by somebody else are refused', async () => {
    const audience = audienceOf(approvalBy('bob'))
    const claims = { iss: issuer.issuer, sub: 'bob-at-ci', aud: audience, ...life }
    const encoded = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '')
    const unsigned = `${encoded({ alg: 'none' })}.${encoded(claims)}.`
    const ours = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32))
    const forged = (await issuer.token(claims)).replace(/[^.]+$/, 'A'.repeat(342))
    for (const token of [unsigned, ours, forged, 'text', `${'a'.repeat(20_000)}`]) {
      const told = await outcome(await proved(approvalBy('bob'), approvalWord, { identity: token }), trusted())
      expect(told).toMatch(/does not count|is not an identity token/)
      expect(told).not.toContain(token)
    }
  })

  test('are verified with keys that are read once, or with stored keys after the issuer has changed its own', async () => {
    const other = await startIssuer()
    const subjects = [{ issuer: other.issuer, subject: 'bob' }]
    const trust = { issuers: [{ issuer: other.issuer }] }
    const signed = () => proved(approvalBy('bob'), approvalWord, { identity: (aud) => other.token({ sub: 'bob', aud, ...life }) })
    const given = await signed()
    for (let time = 0; time < 3; time++) expect(await outcome(given, trust, { bob: { subjects } })).toBe('bob, signed')
    expect(other.asked).toEqual(['/.well-known/openid-configuration', '/jwks'])

    const keys = (await (await fetch(`${other.issuer}/jwks`)).json()) as { keys: object[] }
    await other.rotate()
    const fresh = { issuers: [{ issuer: other.issuer }] }
    expect(await outcome(given, fresh, { bob: { subjects } })).toMatch(/the issuer has no such key$/)
    expect(await outcome(given, { issuers: [{ issuer: other.issuer, keys }] }, { bob: { subjects } })).toBe('bob, signed')
    await other.close()
    const gone = { issuers: [{ issuer: other.issuer }] }
    expect(await outcome(given, gone, { bob: { subjects } })).toMatch(/the keys of its issuer cannot be read/)
  })
})

describe('revocations', () => {
  test('reach the gate with their author and whether that is proved', async () => {
    const approval = approvalBy('ada')
    const signed = await proved(approval, approvalWord, { signer: pairs.ada.privateKey })
    const revocation = await revoke(signed, { by: 'bob', why: 'too early', signer: pairs.bob.privateKey, now: new Date(at) })
    const trust = { keys: [pairs.ada.publicKey, { keyid: 'bobs-token', key: pairs.bob.publicKey }] }
    const other = approvalBy('ada', { at: '2026-01-10T12:00:01Z' })
    const { consents } = await admit({ approvals: [signed, approval, other], revocations: [revocation], trust }, people)
    const revocations = [{ person: 'bob', signed: true, why: 'too early' }]
    expect(consents.map((consent) => consent.revocations)).toEqual([revocations, revocations, undefined])
  })

  test('that cannot be verified stop everything', async () => {
    const approval = approvalBy('ada')
    const forged = await revoke(approval, { by: 'ada', why: 'no', signer: pairs.eve.privateKey })
    await expect(admit({ revocations: [forged], trust: { keys: [pairs.ada.publicKey] } }, people)).rejects.toThrow(
      'The revocation by ada is not signed by a trusted key.',
    )
    await expect(revoke({} as Approval, { by: 'ada', why: 'no' })).rejects.toThrow('contains no approval')
  })
})

test('two proofs are refused, and so is an empty token', async () => {
  const both = { signer: pairs.ada.privateKey, identity: 'token' }
  await expect(proved(approvalBy('ada'), approvalWord, both)).rejects.toThrow('Pass a signer or an identity, not both')
  await expect(proved(approvalBy('ada'), approvalWord, { identity: async () => '' })).rejects.toThrow('identity token is empty')
})
