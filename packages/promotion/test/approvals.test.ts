import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { autopromote } from '../src/automation.ts'
import { keyIdOf, type WebCryptoKey } from '../src/evidence.ts'
import {
  type ApplyOptions,
  type ApprovalSettings,
  apply,
  approval,
  approvalNotes,
  approve,
  definePipeline,
  type GivenApproval,
  maxSeverity,
  type People,
  type Plan,
  type PlanOptions,
  plan,
  planText,
  revoke,
  type Trust,
  type Waiver,
} from '../src/index.ts'
import { type Issuer, startIssuer } from './issuer.ts'
import { story } from './story.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })

type Pair = { publicKey: WebCryptoKey; privateKey: WebCryptoKey }
const newPair = async () => (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as Pair

let ada: Pair
let bob: Pair
let issuer: Issuer
let people: People
let trust: Trust
beforeAll(async () => {
  ada = await newPair()
  bob = await newPair()
  issuer = await startIssuer()
  trust = { keys: [ada.publicKey, bob.publicKey], issuers: [{ issuer: issuer.issuer, claims: { repository: 'acme/releases' } }] }
  people = {
    ada: { logins: ['ada-l'], addresses: ['ada@acme.example'], keys: [await keyIdOf(ada.publicKey)], groups: ['security'] },
    bob: { keys: [await keyIdOf(bob.publicKey)] },
    carol: { subjects: [{ issuer: issuer.issuer, subject: 'carol' }] },
  }
})
afterAll(() => issuer.close())

/** A world with a package in development, and an edge to staging that people have to open. */
async function door(settings: ApprovalSettings, { vulnerable = false } = {}) {
  const { emulator, cloudsmith } = await story()
  await emulator.add('acme/dev', vulnerable ? npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' }) : ms)
  const gates = [...(vulnerable ? [maxSeverity({ critical: 0, high: 0, mayWaive: ['ada'] })] : []), approval(settings)]
  const stages = [{ repository: 'dev' }, { repository: 'staging', gates }]
  const pipeline = definePipeline({ owner: 'acme', stages, people })
  const now = () => new Date(emulator.clock.now())
  const planned = (more: Partial<PlanOptions> = {}) =>
    plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select: 'everything', now: now(), ...more })
  const applied = (made: Plan, more: ApplyOptions) => apply(cloudsmith, pipeline, made, more)
  return { emulator, cloudsmith, pipeline, planned, applied, now }
}

/** What a document is after another process has read it from a file. */
const stored = <Document>(document: Document): Document => JSON.parse(JSON.stringify(document))

describe('F67 one person counts once', () => {
  test.each([
    [['Ada', 'ADA'], '1 of 2 approvals'],
    [['ada@acme.example', 'ada-l'], '1 of 2 approvals'],
    [['Ada@ACME.example', 'bob'], 'succeeded'],
  ])('%j', async (names, outcome) => {
    const { planned, applied, now } = await door({ quorum: 2, unsigned: true })
    const made = await planned()
    const approvals = await Promise.all(names.map((by) => approve(made, { by, now: now() })))
    const report = await applied(made, { approvals })
    expect([report.outcome, ...report.items.flatMap(({ reasons }) => reasons)].join(' ')).toContain(outcome)
  })

  test.each(['ada', 'ADA', 'ada-l', 'ada@acme.example'])('and never what they ask for themselves, as %s', async (requestedBy) => {
    const { emulator, planned, applied, now } = await door({ unsigned: true })
    const made = await planned({ requestedBy })
    const report = await applied(made, { approvals: [await approve(made, { by: 'Ada', now: now() })] })
    expect(report.outcome).toBe('needs approval')
    expect(report.items[0]?.reasons[0]).toContain('0 of 1 approval; not counted: ada (requested the promotion)')
    expect(emulator.requests.writes).toEqual([])
  })
})

test('F68 what nobody signed does not count, and the plan says so', async () => {
  const { planned, now } = await door({})
  const approvals = [await approve(await planned(), { by: 'ada', now: now() })]
  expect(planText(await planned({ approvals }))).toContain('ada (is not signed)')
})

test('what the gate will say of an approval, whoever gave it can know at once', async () => {
  const { pipeline, planned, now } = await door({ by: ['ada', 'bob'], validFor: '2 days' })
  const made = await planned({ requestedBy: 'bob' })
  const notes = async (by: string, signer?: WebCryptoKey) =>
    approvalNotes(pipeline, made, await approve(made, { by, now: now(), ...(signer && { signer }) }), { trust, now: now() })
  expect(await notes('ada', ada.privateKey)).toEqual([])
  expect(await notes('ada')).toEqual(['is not signed'])
  expect(await notes('bob', bob.privateKey)).toEqual(['requested the promotion'])
  expect(await notes('eve')).toEqual(['is from somebody whom the pipeline does not know'])
  expect(await notes('eve', ada.privateKey)).toEqual(['is signed by ada'])
  const early = await approve(made, { by: 'ada', now: new Date('2030-01-01'), signer: ada.privateKey })
  expect(await approvalNotes(pipeline, made, early, { trust, now: now() })).toEqual([
    'approved on 2030-01-01T00:00:00.000Z, which is in the future',
  ])
  expect(await approvalNotes({ ...pipeline, owner: 'globex' }, made, early)).toEqual([
    'is for a plan of acme, but the pipeline belongs to globex',
  ])
})

test('two people prove by a key and by a token, from one job to the next, that they agree', async () => {
  const { emulator, planned, applied, now } = await door({ quorum: 2 })
  const made = stored(await planned({ requestedBy: 'bob' }))
  const iat = Math.floor(emulator.clock.now() / 1000)
  const claims = { sub: 'carol', repository: 'acme/releases', iat, exp: iat + 300 }
  const identity = (aud: string) => issuer.token({ ...claims, aud })
  const byKey: GivenApproval = stored(await approve(made, { by: 'ada-l', signer: ada.privateKey, now: now() }))
  const byToken: GivenApproval = stored(await approve(made, { by: 'carol', identity, now: now() }))
  await emulator.clock.advance(2 * 86_400_000)

  const alone = await applied(made, { approvals: [byToken], trust })
  expect(alone).toMatchObject({ outcome: 'needs approval', items: [{ reasons: [expect.stringContaining('1 of 2 approvals')] }] })
  const stolen = { ...byToken, document: await approve(made, { by: 'carol', now: new Date(now().getTime() + 1) }) }
  const forged = await applied(made, { approvals: [byKey, stolen as GivenApproval], trust })
  expect(forged.items[0]?.reasons[0]).toContain('its claim aud does not have the required value')
  expect(JSON.stringify(forged)).not.toContain((byToken as { token: string }).token)
  expect(emulator.requests.writes).toEqual([])

  const report = await applied(made, { approvals: [byKey, byToken], trust })
  expect(report).toMatchObject({ outcome: 'succeeded', items: [{ outcome: 'promoted' }] })
})

test('F69 an approval that was taken back since it was stored counts no more, until the person agrees again', async () => {
  const { emulator, planned, applied, now } = await door({ by: ['ada', 'bob'] })
  const made = await planned()
  const given = await approve(made, { by: 'ada', signer: ada.privateKey, now: now() })
  const byBob = await revoke(given, { by: 'bob', why: 'the notes are wrong', signer: bob.privateKey, now: now() })
  const unsigned = await revoke(given, { by: 'bob', why: 'the notes are wrong', now: now() })

  const report = await applied(made, { approvals: [given], revocations: [stored(byBob)], trust })
  expect(report.outcome).toBe('needs approval')
  expect(report.items[0]?.reasons[0]).toContain('ada (revoked by bob: the notes are wrong)')
  await expect(applied(made, { approvals: [given], revocations: [byBob] })).rejects.toThrow('The revocation by bob is signed')
  expect(emulator.requests.writes).toEqual([])

  const again = await approve(made, { by: 'ada', signer: ada.privateKey, now: new Date(now().getTime() - 1) })
  const approvals = [given, again]
  expect((await applied(made, { approvals, revocations: [byBob, unsigned], trust })).outcome).toBe('succeeded')
})

test('an approval that ends before the plan is applied does not count', async () => {
  const { emulator, planned, applied, now } = await door({ unsigned: true })
  const made = await planned()
  const expires = new Date(emulator.clock.now() + 3_600_000)
  const approvals = [await approve(made, { by: 'ada', now: now(), expires })]
  await emulator.clock.advance(3_600_000)
  const report = await applied(made, { approvals })
  expect(report.items[0]?.reasons[0]).toContain(`ada (expired on ${expires.toISOString()})`)
})

test('F62 a waiver that comes after two people agreed is nothing that they agreed to', async () => {
  const { emulator, planned, applied, now } = await door({ quorum: 2 }, { vulnerable: true })
  const made = await planned({ requestedBy: 'carol' })
  expect(made.items).toMatchObject([{ outcome: 'blocked' }])
  await expect(approve(made, { by: 'ada' })).rejects.toThrow('nothing to approve')

  const expires = new Date(emulator.clock.now() + 86_400_000).toISOString()
  const waivers: Waiver[] = [{ waives: 'max-severity', owner: 'ada', reason: 'not reachable', expires }]
  const waived = await planned({ requestedBy: 'carol', waivers })
  const agree = (to: Plan) =>
    Promise.all([
      approve(to, { by: 'ada', signer: ada.privateKey, now: now() }),
      approve(to, { by: 'bob', signer: bob.privateKey, now: now() }),
    ])
  const approvals = await agree(waived)
  const other: Waiver[] = [{ ...waivers[0], reason: 'another' } as Waiver]
  expect((await applied(waived, { approvals, trust, waivers: other })).items[0]?.reasons[0]).toContain('approved something else')
  expect((await applied(waived, { approvals, trust })).outcome).toBe('blocked')
  expect(emulator.requests.writes).toEqual([])
  expect((await applied(waived, { approvals, trust, waivers })).outcome).toBe('succeeded')
})

test('automation takes approvals that are signed, and revocations of them', async () => {
  const { emulator, cloudsmith, pipeline, now } = await door({})
  const agreed = (made: Plan) => approve(made, { by: 'ada', signer: ada.privateKey, now: now() })
  const revoked = async (made: Plan) => revoke(await agreed(made), { by: 'ada', why: 'not yet', signer: ada.privateKey })
  let isRevoked = true
  const { reconcile } = autopromote(pipeline, cloudsmith, {
    ...{ clock: emulator.clock, trust, onError: (error) => expect.fail(String(error)) },
    approvals: async (made) => [await agreed(made)],
    revocations: async (made) => (isRevoked ? [await revoked(made)] : []),
  })
  expect((await reconcile()).map(({ outcome }) => outcome)).toEqual(['needs approval'])
  isRevoked = false
  expect((await reconcile()).map(({ outcome }) => outcome)).toEqual(['succeeded'])
})
