import { expect, test } from 'vitest'
import { finding, known, vulnerable } from '../../test/knowledge.ts'
import { type Block, judge, type Knowledge, type Waiver } from './index.ts'
import { maxSeverity } from './max-severity.ts'
import { directoryOf } from './people.ts'
import { requiredTags } from './required-tags.ts'
import { vulnerabilities } from './vulnerabilities.ts'

const advisory = 'GHSA-35jh-r3h4-6jhm'
const critical = finding('CVE-2026-1000', 'Critical')
const waiver: Waiver = { waives: 'CVE-2026-1000', owner: 'carol', reason: 'not reachable', expires: '2026-02-01' }
const step = { from: 'dev', to: 'production' }
const gate = maxSeverity({ critical: 0, mayWaive: ['carol'] })

/** The result for a package with one critical finding; if it is blocked, why the waiver does not count. */
async function verdict(change: Partial<Waiver>, more: Partial<Knowledge> = {}, asked = gate): Promise<string> {
  const { result, reasons } = await judge([asked], vulnerable([critical], { step, waivers: [{ ...waiver, ...change }], ...more }))
  const refused = reasons.flatMap((reason) => (reason as Block).refused ?? [])
  return refused.length === 0 ? result : refused.map(({ why }) => why).join()
}

test.each<[string, Partial<Waiver>, string]>([
  ['as it should be', {}, 'pass'],
  ['in any case', { waives: 'cve-2026-1000', owner: 'Carol' }, 'pass'],
  ['by another name of the finding', { waives: advisory, aliases: ['cve-2026-1000'] }, 'pass'],
  ['of another finding', { waives: 'CVE-2026-10001' }, 'block'],
  ['of this stage', { stages: ['staging', 'production'] }, 'pass'],
  ['of another stage', { stages: ['staging'] }, 'is for staging, not for production'],
  ['of no stage at all', { stages: [] }, 'is for no stage, not for production'],
  ['of this package', { packages: [{ format: 'npm', name: 'ms' }] }, 'pass'],
  ['of another package', { packages: [{ format: 'npm', name: 'lodash' }] }, 'block'],
  ['of no package', { packages: [] }, 'block'],
  ['of another format', { packages: [{ format: 'python', name: 'ms' }] }, 'block'],
  ['of the very version', { packages: [{ format: 'npm', name: 'ms', versions: '2.1.3' }] }, 'pass'],
  ['of a range', { packages: [{ format: 'npm', name: 'ms', versions: '>=2.0.0 <2.2.0' }] }, 'pass'],
  ['of another range', { packages: [{ format: 'npm', name: 'ms', versions: '<2.1.3' }] }, 'is for <2.1.3, not for 2.1.3'],
  [
    'of one range or another',
    {
      packages: [
        { format: 'npm', name: 'ms', versions: '<2' },
        { format: 'npm', versions: '~2.1.0' },
      ],
    },
    'pass',
  ],
  [
    'of an invalid range',
    { packages: [{ format: 'npm', name: 'ms', versions: 'the old ones' }] },
    'is for the old ones, and it is not known whether 2.1.3 is one of them',
  ],
  ['by somebody who may not waive', { owner: 'mallory' }, 'does not count: only carol may waive this'],
  ['owned by anybody, but granted by somebody who may', { owner: 'mallory', approver: 'carol' }, 'pass'],
  ['owned by somebody who may, but granted by another', { approver: 'mallory' }, 'does not count: only carol may waive this'],
  ['with a misspelt field', { scope: { name: 'lodash' } } as Partial<Waiver>, 'has "scope", which is not a field of a waiver'],
  [
    'with a misspelt field of packages',
    { packages: [{ format: 'npm', version: '1' } as never] },
    'has "version", which is not a field of a waiver',
  ],
  ['that nobody gives a reason for', { reason: ' ' }, 'has no reason'],
  ['that nobody answers for', { owner: '', approver: 'carol' }, 'has no owner'],
  ['that is over', { expires: '2026-01-10T12:00:00Z' }, 'expired on 2026-01-10T12:00:00Z'],
  ['until a second later', { expires: '2026-01-10T12:00:01Z' }, 'pass'],
  ['until a day that no calendar has', { expires: '2026-02-30' }, 'expires on "2026-02-30", which is not a date'],
  ['until some day', { expires: 'next year' }, 'expires on "next year", which is not a date'],
  ['from tomorrow on', { granted: '2026-01-11' }, 'is only granted from 2026-01-11 on'],
  ['since a day that no calendar has', { granted: '2025-11-31' }, 'was granted on "2025-11-31", which is not a date'],
  ['of just 90 days', { expires: '2026-04-10T12:00:00Z' }, 'pass'],
  ['of longer', { expires: '2026-04-11' }, 'lasts until 2026-04-11, longer than the 90 days that the pipeline allows'],
  [
    'that was longer when it was granted',
    { granted: '2025-11-01', expires: '2026-02-01' },
    'lasts until 2026-02-01, longer than the 90 days that the pipeline allows',
  ],
])('a waiver %s', async (_, change, expected) => {
  expect(await verdict(change)).toBe(expected)
})

test('F65 the pipeline decides how long a waiver may last', async () => {
  const expires = '2026-01-18'
  expect(await verdict({ expires }, { waiverLife: '1 week' })).toContain('longer than the 1 week that the pipeline allows')
  expect(await verdict({ expires }, { waiverLife: '8 days' })).toBe('pass')
})

test('F66 nobody may waive a gate that does not say who may', async () => {
  expect(await verdict({}, {}, maxSeverity({ critical: 0 }))).toBe('does not count: nobody may waive this')
  const denied = vulnerabilities({ ignore: [], others: 'block' })
  expect(await verdict({}, {}, denied)).toBe('does not count: nobody may waive this')
})

test('a waiver for stages does not count if the stage is unknown', async () => {
  expect(await verdict({ stages: ['production'] }, { step: undefined })).toBe('is for production, not for an unnamed step')
})

test('F66 the approver is recognised by every name that the pipeline has for them', async () => {
  const { personOf } = directoryOf({ carol: { logins: ['c-smith'], addresses: ['carol@acme.example'] } })
  expect(await verdict({ owner: 'C-Smith' }, { personOf })).toBe('pass')
  expect(await verdict({ owner: 'carol@ACME.example' }, { personOf })).toBe('pass')
  const teams = directoryOf({ dave: { logins: ['d-jones'], groups: ['security'] } })
  const security = maxSeverity({ critical: 0, mayWaive: ['security'] })
  expect(await verdict({ owner: 'd-jones' }, teams, security)).toBe('pass')
  expect(await verdict({ owner: 'carol' }, teams, security)).toBe('does not count: only security may waive this')
  expect(await verdict({ owner: 'c-smith' })).toBe('does not count: only carol may waive this')
})

test('F65 a waiver ends when a fix appears, unless untilFixed is false', async () => {
  const findings = [finding('CVE-2026-1000', 'Critical', true)]
  expect(await verdict({}, { findings })).toBe('ended when a fixed version appeared: 9.9.9')
  expect(await verdict({ untilFixed: false }, { findings })).toBe('pass')
})

test('a finding is known by the advisory that its references link to, unless there are several', async () => {
  const page = (id: string) => `https://github.com/advisories/${id}`
  const told = (...references: string[]) => ({ findings: [{ ...critical, references }] })
  expect(await verdict({ waives: advisory }, told(page(advisory)))).toBe('pass')
  expect(await verdict({ waives: advisory }, told(page(advisory), page('GHSA-aaaa-bbbb-cccc')))).toBe('block')
  expect(await verdict({ waives: advisory }, told(`https://acme.example/advisories/${advisory}`))).toBe('block')
  const other = 'https://nvd.nist.gov/vuln/detail/CVE-2026-2000'
  expect(await verdict({ waives: 'CVE-2026-2000' }, told(other))).toBe('block')
})

test('a denied vulnerability is denied under every name, and cannot be waived', async () => {
  const deny = vulnerabilities({ deny: [advisory.toLowerCase()], mayWaive: ['carol'] })
  const findings = [{ ...critical, references: [`https://github.com/advisories/${advisory}`] }]
  expect(await verdict({}, { findings }, deny)).toBe('block')
})

test('a waiver that nothing needs is not used', async () => {
  const asked = [maxSeverity({ critical: 1, mayWaive: ['carol'] }), vulnerabilities({ mayWaive: ['carol'] })]
  const { answers } = await judge(asked, vulnerable([critical], { waivers: [waiver] }))
  expect(answers).toMatchObject([
    { result: 'pass', waivers: [] },
    { result: 'pass', waivers: [] },
  ])
})

test('the first waiver of a gate that counts opens it, and the others say why they do not', async () => {
  const tags = requiredTags({ all: ['signed'], mayWaive: ['carol'] })
  const late = { ...waiver, waives: 'required-tags', expires: '2026-01-01' }
  const counts = { ...waiver, waives: 'Required-Tags' }
  expect(await judge([tags], known({}, { waivers: [late, counts] }))).toMatchObject({
    result: 'pass',
    answers: [{ waivers: [counts] }],
  })
  expect(await judge([tags], known({}, { waivers: [late] }))).toMatchObject({
    reasons: [{ refused: [{ waiver: late, why: 'expired on 2026-01-01' }] }],
  })
})
