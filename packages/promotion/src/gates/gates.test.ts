import { expect, test } from 'vitest'
import { finding, known, vulnerable } from '../../test/knowledge.ts'
import { minAge, soak } from './age.ts'
import { approval } from './approval.ts'
import { type Consent, custom, type Gate, type Knowledge, pass, type Waiver } from './index.ts'
import { licence } from './licence.ts'
import { maxSeverity } from './max-severity.ts'
import { requiredTags } from './required-tags.ts'
import { scanned } from './scanned.ts'
import { noMalware, noPolicyViolation, notQuarantined } from './service-flags.ts'
import { vulnerabilities } from './vulnerabilities.ts'

const critical = finding('CVE-2026-1', 'Critical')
const fixable = finding('CVE-2026-2', 'High', true)
const waiver = (change: Partial<Waiver> = {}): Waiver => ({
  waives: 'CVE-2026-1',
  owner: 'carol',
  reason: 'not reachable',
  expires: '2026-02-01T00:00:00Z',
  ...change,
})
const agreed = (person: string, change: Partial<Consent> = {}): Consent => ({
  ...{ person, groups: [], at: '2026-01-10T10:00:00Z', expires: null, signed: true, subjects: new Set(['this']) },
  ...change,
})
const asked = (consents: Knowledge['consents'], more: Partial<Knowledge> = {}) =>
  known({}, { subject: 'this', consents, ...more })
const weekOld = { security_scan_completed_at: '2026-01-03T12:00:00Z', sync_finished_at: '2026-01-03T11:00:00Z' }
const unscannable = { security_scan_status: 'Security Scanning Not Supported' }

test.each<[string, Gate, Knowledge, object]>([
  ['a clean scan passes', scanned({}), known(), { result: 'pass' }],
  [
    'a scan under way is waited for',
    scanned({}),
    known({ security_scan_status: 'Awaiting Security Scan' }),
    { result: 'wait', cause: 'evidence' },
  ],
  [
    'F11 a scan from before the synchronisation does not count',
    scanned({}),
    known({ security_scan_completed_at: '2026-01-09T11:59:59Z' }),
    { result: 'wait' },
  ],
  [
    'a failed scan is missing evidence',
    scanned({}),
    known({ security_scan_status: 'Security Scanning Failed' }),
    { result: 'block', cause: 'evidence' },
  ],
  [
    'F12 a package that the service does not scan is blocked',
    scanned({}),
    known(unscannable),
    { result: 'block', cause: 'deny' },
  ],
  ['F12 unless the stage decides otherwise', scanned({}), known(unscannable, { unscannable: 'pass' }), { result: 'pass' }],
  [
    'F12 a stale scan blocks if the stage says so',
    scanned({}),
    known(weekOld, { staleScan: { after: '6 days', means: 'block' } }),
    { result: 'block', cause: 'evidence', needed: { since: '2026-01-04T12:00:00.000Z' } },
  ],
  [
    'F12 and passes if the stage says so',
    scanned({}),
    known(weekOld, { staleScan: { after: '6 days', means: 'pass' } }),
    { result: 'pass' },
  ],
  [
    'a scan just as old as allowed is fresh',
    scanned({}),
    known(weekOld, { staleScan: { after: '7 days', means: 'block' } }),
    { result: 'pass' },
  ],

  ['no findings are within any limit', maxSeverity({ critical: 0 }), known(), { result: 'pass', waivers: [] }],
  ['as many findings as allowed pass', maxSeverity({ critical: 1 }), vulnerable([critical]), { result: 'pass' }],
  [
    'one finding more blocks',
    maxSeverity({ critical: 0, high: 0 }),
    vulnerable([critical, critical, fixable]),
    {
      result: 'block',
      cause: 'deny',
      seen: { critical: 2, high: 1 },
      needed: { critical: 0, high: 0 },
      why: 'it has 2 critical findings (0 allowed) and 1 high finding (0 allowed): CVE-2026-1 (critical, no fix yet), CVE-2026-1 (critical, no fix yet), CVE-2026-2 (high, fixed in 9.9.9)',
    },
  ],
  ['a severity without limit does not count', maxSeverity({ critical: 0 }), vulnerable([fixable]), { result: 'pass' }],
  [
    'findings that were not read are missing evidence',
    maxSeverity({ critical: 0 }),
    vulnerable(undefined),
    { result: 'block', cause: 'evidence' },
  ],
  [
    'a waived finding does not count',
    maxSeverity({ critical: 0, mayWaive: ['carol'] }),
    vulnerable([critical], { waivers: [waiver()] }),
    { result: 'pass', waivers: [waiver()] },
  ],

  [
    'a denied vulnerability blocks',
    vulnerabilities({ deny: ['CVE-2026-1'] }),
    vulnerable([critical]),
    { result: 'block', mayWaive: [] },
  ],
  [
    'waived or not',
    vulnerabilities({ deny: ['CVE-2026-1'] }),
    vulnerable([critical], { waivers: [waiver()] }),
    { result: 'block' },
  ],
  ['others pass by default', vulnerabilities({ deny: ['CVE-2026-9'] }), vulnerable([critical]), { result: 'pass' }],
  [
    'a list of all that is allowed',
    vulnerabilities({ ignore: ['CVE-2026-1'], others: 'block' }),
    vulnerable([critical]),
    { result: 'pass' },
  ],
  [
    'stops what is not in it',
    vulnerabilities({ ignore: ['CVE-2026-1'], others: 'block' }),
    vulnerable([critical, fixable]),
    { result: 'block', why: 'it has vulnerabilities that are not ignored: CVE-2026-2 (high, fixed in 9.9.9)' },
  ],

  ['malware', noMalware({}), known({ is_malware_detected: true }), { result: 'block', mayWaive: [] }],
  ['no malware', noMalware({}), known(), { result: 'pass' }],
  [
    'quarantine',
    notQuarantined({}),
    known({ is_quarantined: true, status_reason: 'by hand' }),
    { result: 'block', seen: 'by hand' },
  ],
  ['no quarantine', notQuarantined({}), known(), { result: 'pass' }],
  ['a violation', noPolicyViolation({}), known({ policy_violated: true }), { result: 'block' }],
  ['no violation', noPolicyViolation({}), known(), { result: 'pass' }],

  ['tags of every kind count', requiredTags({ all: ['tested', 'latest'] }), known(), { result: 'pass' }],
  ['a missing tag', requiredTags({ all: ['tested', 'signed'] }), known(), { result: 'block', why: 'it lacks the tag signed' }],
  ['an unwanted tag', requiredTags({ none: ['latest'] }), known(), { result: 'block', why: 'it has the tag latest' }],

  ['old enough to the second', minAge({ atLeast: '2 days' }), known(), { result: 'pass' }],
  ['too young', minAge({ atLeast: '3 days' }), known(), { result: 'wait', until: '2026-01-11T12:00:00.000Z' }],
  ['soaked', soak({ atLeast: '24 hours' }), known(), { result: 'pass' }],
  ['not soaked, whatever its age', soak({ atLeast: '36 hours' }), known(), { result: 'wait', until: '2026-01-11T00:00:00.000Z' }],
  ['not even synchronised', soak({ atLeast: '1 hour' }), known({ sync_finished_at: null }), { result: 'wait', until: undefined }],

  ['no approval', approval({}), asked([]), { result: 'block', cause: 'approval', seen: [] }],
  ['an approval', approval({}), asked([agreed('bob')]), { result: 'pass' }],
  [
    'F26 an approval of something else',
    approval({}),
    asked([agreed('bob', { subjects: new Set(['other']) })]),
    { result: 'block' },
  ],
  ['an approval outside of a plan', approval({}), asked([agreed('bob')], { subject: undefined }), { result: 'block' }],
  [
    'two approvals of one person',
    approval({ quorum: 2 }),
    asked([agreed('bob'), agreed('bob')]),
    { result: 'block', seen: ['bob'] },
  ],
  ['approvals of two people', approval({ quorum: 2 }), asked([agreed('bob'), agreed('carol')]), { result: 'pass' }],
  ['an approval by the uploader', approval({}), asked([agreed('alice')]), { result: 'block' }],
  ['an approval by the requester', approval({}), asked([agreed('bob')], { requestedBy: 'bob' }), { result: 'block' }],
  ['an approval by the uploader, if that is allowed', approval({ self: true }), asked([agreed('alice')]), { result: 'pass' }],
  ['an approval by somebody who may not approve', approval({ by: ['carol'] }), asked([agreed('bob')]), { result: 'block' }],
  ['an approval from too long ago', approval({ validFor: '2 hours' }), asked([agreed('bob')]), { result: 'block' }],
  [
    'an approval from long ago, but not too long',
    approval({ validFor: '121 minutes' }),
    asked([agreed('bob')]),
    { result: 'pass' },
  ],
  [
    'an approval that expires now',
    approval({}),
    asked([agreed('bob', { expires: '2026-01-10T12:00:00Z' })]),
    { result: 'block' },
  ],
  [
    'an approval that expires later',
    approval({}),
    asked([agreed('bob', { expires: '2026-01-10T12:00:01Z' })]),
    { result: 'pass' },
  ],
  ['an approval with an invalid expiry', approval({}), asked([agreed('bob', { expires: 'soon' })]), { result: 'block' }],
  ['an approval from the future', approval({}), asked([agreed('bob', { at: '2026-01-10T12:00:01Z' })]), { result: 'block' }],

  ['a custom gate', custom('mine', async () => pass()), known(), { result: 'pass' }],
  [
    'a custom gate that throws',
    custom('mine', () => Promise.reject(new Error('no route'))),
    known(),
    { result: 'block', cause: 'evidence', seen: 'no route' },
  ],
])('%s', async (_, gate, knowledge, outcome) => {
  expect(await gate.check(knowledge)).toMatchObject(outcome)
})

test.each<[string | null, Parameters<typeof licence>[0], 'pass' | 'block']>([
  ['MIT', { allow: ['MIT'] }, 'pass'],
  ['Apache-2.0', { allow: ['MIT'] }, 'block'],
  ['MIT', { deny: ['GPL-3.0-only'] }, 'pass'],
  ['(MIT OR GPL-3.0-only)', { deny: ['GPL-3.0-only'] }, 'pass'],
  ['(MIT AND GPL-3.0-only)', { deny: ['GPL-3.0-only'] }, 'block'],
  ['(MIT OR GPL-3.0-only) AND GPL-3.0-only', { deny: ['GPL-3.0-only'] }, 'block'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', { deny: ['GPL-2.0-only'] }, 'block'],
  [
    'GPL-2.0-only WITH Classpath-exception-2.0',
    { allow: ['GPL-2.0-only WITH Classpath-exception-2.0'], deny: ['GPL-2.0-only'] },
    'pass',
  ],
  ['GPL-2.0-only', { allow: ['GPL-2.0-only WITH Classpath-exception-2.0'] }, 'block'],
  [null, { allow: ['MIT'] }, 'block'],
  ['see LICENSE', { deny: ['GPL-3.0-only'] }, 'block'],
  ['see LICENSE', { deny: ['GPL-3.0-only'], unknown: 'pass' }, 'pass'],
  ['GPL-3.0-or-later', { deny: ['GPL-3.0'] }, 'block'],
  ['GPL-3.0', { deny: ['GPL-3.0-only'] }, 'block'],
  ['GPL-2.0-or-later', { deny: ['GPL-3.0'] }, 'pass'],
  ['GPL-2.0-or-later', { allow: ['GPL-3.0-only'] }, 'pass'],
  ['GPL-2.0-only', { allow: ['GPL-2.0-or-later'] }, 'block'],
  ['mit', { allow: ['MIT'] }, 'pass'],
  ['LicenseRef-Ours', { allow: ['MIT', 'LicenseRef-Ours'] }, 'pass'],
  ['MIT OR Ours', { allow: ['MIT'] }, 'block'],
  [`${'('.repeat(200_000)}MIT`, { deny: ['GPL-3.0-only'] }, 'block'],
])('the licence %s under %j is a %s', (spdx_license, lists, result) => {
  const nothing = { license: null, raw_license: null }
  expect(licence(lists).check(known({ spdx_license, ...nothing }))).toMatchObject({ result })
})

test('invalid settings are refused when the gate is created', () => {
  expect(() => licence({ allow: ['Mit License'] })).toThrow('not an SPDX licence identifier')
  expect(() => licence({ allow: ['MIT OR ISC'] })).toThrow('not an SPDX licence identifier')
  expect(() => minAge({ atLeast: 'a while' })).toThrow('not a duration')
})
