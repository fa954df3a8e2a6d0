import { expect, test } from 'vitest'
import { known } from '../../test/knowledge.ts'
import { type ApprovalSettings, approval } from './approval.ts'
import type { Consent, Knowledge } from './knowledge.ts'
import { directoryOf } from './people.ts'

const { personOf } = directoryOf({
  ada: { logins: ['ada-l'], addresses: ['ada@acme.example'] },
  bob: { logins: ['bob-b'], groups: ['security', 'platform'] },
  carol: { groups: ['security'] },
  dora: { logins: ['Alice'] },
})

const agreed = (person: string, change: Partial<Consent> = {}): Consent => ({
  ...{ person, groups: [], at: '2026-01-10T10:00:00Z', expires: null, signed: true, subjects: new Set(['this']) },
  ...change,
})

const asked = (settings: ApprovalSettings, consents: readonly Consent[], more: Partial<Knowledge> = {}) =>
  approval(settings).check(known({}, { subject: 'this', consents, personOf, ...more }))

test.each<[string, ApprovalSettings, Consent, Partial<Knowledge>, string]>([
  ['nobody signed', {}, agreed('bob', { signed: false }), {}, 'bob (is not signed)'],
  ['is by somebody who may not', { by: ['carol'] }, agreed('bob'), {}, 'bob (may not approve)'],
  [
    'is by the requester, under another name',
    {},
    agreed('ada'),
    { requestedBy: 'ADA@acme.example' },
    'ada (requested the promotion)',
  ],
  ['is by the uploader, under another name', {}, agreed('dora'), {}, 'dora (uploaded the package)'],
  [
    'is of something else',
    {},
    agreed('bob', { subjects: new Set(['that']) }),
    {},
    'bob (approved something else: the bytes, rules or waivers differ)',
  ],
  ['has expired', {}, agreed('bob', { expires: '2026-01-10T11:00:00Z' }), {}, 'bob (expired on 2026-01-10T11:00:00Z)'],
  ['is too old', { validFor: '1 hour' }, agreed('bob'), {}, 'bob (approved on 2026-01-10T10:00:00Z, which is too long ago)'],
  [
    'is dated in the future',
    {},
    agreed('bob', { at: '2026-01-10T12:00:01Z' }),
    {},
    'bob (approved on 2026-01-10T12:00:01Z, which is in the future)',
  ],
])('an approval that %s does not count, and the gate says so', async (_, settings, consent, more, told) => {
  expect(await asked(settings, [consent], more)).toMatchObject({
    ...{ result: 'block', cause: 'approval', seen: [] },
    why: `0 of 1 approval; not counted: ${told}`,
  })
})

test('those who may approve can be listed by any of their names', async () => {
  expect(await asked({ by: ['BOB-b'] }, [agreed('bob')])).toMatchObject({ result: 'pass' })
})

test('a refused approval is reported, unless another one by the same person counts', async () => {
  const refused = [{ by: 'eve', why: 'is not signed by a trusted key' }]
  const consents = [agreed('bob', { subjects: new Set(['that']) }), agreed('bob')]
  expect(await asked({ quorum: 2 }, consents, { refused })).toMatchObject({
    why: '1 of 2 approvals; not counted: eve (is not signed by a trusted key)',
    seen: ['bob'],
  })
})

test('many approvals of other things do not fill the page', async () => {
  const others = Array.from({ length: 40 }, (_, index) => agreed(`person-${index}`, { subjects: new Set() }))
  const { why } = (await asked({}, others)) as { why: string }
  expect(why).toMatch(/, 35 more$/)
})

test('each group has its own quorum, and one person counts once for each', async () => {
  const groups = { security: 2, platform: 1 }
  const [bob, carol] = [agreed('bob', { groups: ['security', 'platform'] }), agreed('carol', { groups: ['security'] })]
  expect(await asked({ groups }, [bob, bob])).toMatchObject({
    ...{ result: 'block', seen: ['bob'], needed: { quorum: 1, groups } },
    why: '1 of 1 approval, 1 of 2 from security, 1 of 1 from platform',
  })
  expect(await asked({ groups }, [bob, carol])).toMatchObject({ result: 'pass' })
  expect(await asked({ groups, quorum: 3 }, [bob, carol])).toMatchObject({
    result: 'block',
    why: expect.stringMatching(/^2 of 3/),
  })
})

test('a revoked approval does not count, if its author or somebody who may approve revoked it', async () => {
  const by = ['bob', 'carol']
  const revoked = (person: string, signed = true) =>
    asked({ by }, [agreed('bob', { revocations: [{ person, signed, why: 'the release notes are wrong' }] })])
  const told = (person: string) => ({
    why: `0 of 1 approval; not counted: bob (revoked by ${person}: the release notes are wrong)`,
  })
  expect(await revoked('bob')).toMatchObject(told('bob'))
  expect(await revoked('carol')).toMatchObject(told('carol'))
  expect(await revoked('eve')).toMatchObject({ result: 'pass' })
  expect(await revoked('bob', false)).toMatchObject({ result: 'pass' })
})

test.each([0, -1, 1.5, Number.NaN])('a quorum of %s must be a whole number of at least 1', (quorum) => {
  expect(() => approval({ quorum })).toThrow(`A quorum must be a whole number of at least 1, not ${quorum}.`)
  expect(() => approval({ groups: { security: quorum } })).toThrow(
    `A quorum must be a whole number of at least 1, not ${quorum}.`,
  )
})
