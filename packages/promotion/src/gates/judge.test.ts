import { expect, test } from 'vitest'
import { known, now, row } from '../../test/knowledge.ts'
import { soak } from './age.ts'
import { approval } from './approval.ts'
import { freeze } from './freeze.ts'
import { block, custom, explain, type Gate, judge } from './index.ts'
import { requiredTags } from './required-tags.ts'
import { scanned } from './scanned.ts'
import { noMalware, notQuarantined } from './service-flags.ts'

const frozen = freeze({ windows: [{ from: '2026-01-01', to: '2026-02-01', reason: 'the new year' }] })
const tags = requiredTags({ all: ['signed'], mayWaive: ['carol'] })
const unscanned = { security_scan_status: null }
const waiver = { waives: 'required-tags', owner: 'carol', reason: 'signed elsewhere', expires: '2026-02-01' }

test.each<[string, Gate[], string[]]>([
  ['deny comes before freeze', [frozen, tags], ['required-tags', 'freeze']],
  ['freeze comes before missing evidence', [scanned({}), frozen], ['freeze', 'scanned']],
  ['approvals are checked when every other gate passes', [approval({}), requiredTags({ all: ['tested'] })], ['approval']],
  ['and not before', [approval({}), scanned({})], ['scanned']],
  [
    'what needs action comes before what takes time',
    [soak({ atLeast: '9 weeks' }), custom('mine', () => block({ cause: 'evidence', why: '', seen: '', needed: '' }))],
    ['mine', 'soak'],
  ],
  ['all of them', [approval({}), scanned({}), frozen, tags], ['required-tags', 'freeze', 'scanned']],
])('%s', async (_, gates, order) => {
  const { reasons, result } = await judge(gates, known(unscanned))
  expect(reasons.map(({ gate }) => gate)).toEqual(order)
  expect(result).toBe(reasons[0]?.result)
})

test('a waiver opens the gate that it names, and no other', async () => {
  const knowledge = known({}, { waivers: [waiver] })
  expect(await judge([tags], knowledge)).toMatchObject({ result: 'pass', answers: [{ waivers: [waiver] }] })
  expect(await judge([tags, approval({})], knowledge)).toMatchObject({ result: 'block', reasons: [{ gate: 'approval' }] })
})

test.each([
  ['somebody who may not waive', { ...waiver, owner: 'mallory' }],
  ['the past', { ...waiver, expires: '2026-01-10T11:59:59Z' }],
  ['another package', { ...waiver, packages: [{ format: 'npm', name: 'lodash' }] }],
])('a waiver of %s opens nothing', async (_, other) => {
  expect(await judge([tags], known({}, { waivers: [other] }))).toMatchObject({ result: 'block' })
})

test('a gate that nobody may waive still blocks', async () => {
  const waivers = [{ ...waiver, waives: 'no-malware' }]
  expect(await judge([noMalware({})], known({ is_malware_detected: true }, { waivers }))).toMatchObject({ result: 'block' })
})

test('without gates everything passes', async () => {
  expect(await judge([], known())).toEqual({ result: 'pass', reasons: [], answers: [] })
})

test('explain says what each gate found, what it requires, who may waive it and when it passes on its own', async () => {
  const gates = [
    notQuarantined({}),
    requiredTags({ all: ['signed'], mayWaive: ['carol', 'dave'] }),
    soak({ atLeast: '2 days' }),
    scanned({}),
  ]
  const text = await explain(gates, { ...known(unscanned), now })
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/ms.*2\.1\.3.* is stopped$/),
    '  not-quarantined: passes',
    '  required-tags: it lacks the tag signed; anybody with write access can change its tags; carol or dave may waive it',
    '  soak: waits for 2 days in the repository until 2026-01-11T12:00:00.000Z; then it passes by itself',
    '  scanned: waits for the scan, which has not started; it will pass by itself, at an unknown time',
  ])
  expect(await explain([tags], { ...known(), package: row(), waivers: [waiver] })).toContain(
    'required-tags waived by carol until 2026-02-01',
  )
})
