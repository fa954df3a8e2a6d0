import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect, test } from 'vitest'
import {
  apply,
  approval,
  approve,
  maxSeverity,
  type Plan,
  plan,
  planMarkdown,
  planText,
  requiredTags,
  type Waiver,
} from '../src/index.ts'
import { stock } from './stock.ts'

const lodash = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })
const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const gates = [maxSeverity({ critical: 0, high: 0, mayWaive: ['carol'] })]

/** A world in which lodash is stopped, and waivers that begin now unless told otherwise. */
async function vulnerable(stage = {}) {
  const world = await stock({ dev: [lodash, ms], stage: { gates, ...stage } })
  await world.emulator.settle()
  const inDays = (days: number) => new Date(world.emulator.clock.now() + days * 86_400_000).toISOString()
  const waiver = (change: Partial<Waiver> = {}): Waiver => ({
    waives: 'max-severity',
    packages: [{ format: 'npm', name: 'lodash', versions: '<4.17.21' }],
    owner: 'carol',
    reason: 'not reachable',
    expires: inDays(30),
    ...change,
  })
  return { ...world, inDays, waiver }
}

const outcomes = ({ items }: Plan) => items.map((item) => `${item.package.name}: ${item.outcome}`)
const told = ({ waivers: { used, unmatched, refused } }: Plan) => ({
  used: used.map(({ reason }) => reason),
  unmatched: unmatched.map(({ reason }) => reason),
  refused: refused.map(({ waiver, why }) => `${waiver.reason}: ${why}`),
})

test('F65 a plan says which waivers it used, which are about nothing in it, and why others do not count', async () => {
  const { planned, waiver, inDays } = await vulnerable()
  const waivers = [
    waiver({ reason: 'late', expires: inDays(-1) }),
    waiver({ reason: 'another stage', stages: ['production'] }),
    waiver({ reason: 'another version', packages: [{ format: 'npm', name: 'lodash', versions: '>=4.17.21' }] }),
    waiver({ reason: 'by anybody', owner: 'mallory' }),
    waiver({ reason: 'for good', expires: inDays(400) }),
    waiver({ reason: 'another package', packages: [{ format: 'npm', name: 'left-pad' }] }),
    waiver({ reason: 'another finding', waives: 'CVE-1999-0001' }),
    waiver({ reason: 'another gate', waives: 'soak', packages: undefined }),
    waiver({ reason: 'not a problem', packages: [{ format: 'npm', name: 'ms' }] }),
  ]

  const stopped = await planned({ waivers })

  expect(outcomes(stopped)).toEqual(['lodash: blocked', 'ms: promote'])
  expect(told(stopped)).toEqual({
    used: [],
    unmatched: ['another package', 'another finding', 'another gate'],
    refused: [
      `late: expired on ${inDays(-1)}`,
      'another stage: is for production, not for staging',
      'another version: is for >=4.17.21, not for 4.17.20',
      'by anybody: does not count: only carol may waive this',
      `for good: lasts until ${inDays(400)}, longer than the 90 days that the pipeline allows`,
      'not a problem: is not needed',
    ],
  })
  expect(stopped.items[0]?.reasons[0]).toContain('the waiver of max-severity by carol expired on')
  expect(stopped.items[0]?.reasons[0]).toContain('2 more waivers do not count')

  const passing = await planned({ waivers: [...waivers, waiver({ reason: 'right' })] })
  expect(outcomes(passing)).toEqual(['lodash: promote', 'ms: promote'])
  expect(told(passing).used).toEqual(['right'])
  expect(passing.items[0]?.waivers).toMatchObject([{ reason: 'right' }])
})

test('F65 a waiver ends for a finding that can be mended, and the plan names the fix', async () => {
  const { planned, waiver } = await vulnerable()
  const [reason] = (await planned()).items[0]?.reasons ?? []
  expect(reason).toMatch(/CVE-\d{4}-\d+ \((high|critical) in lodash, fixed in [\d.]+\)/)
  expect(reason).toContain('whoever builds it can update to the fixed versions')
  expect(reason).toContain('carol may waive it')
  const identifier = /CVE-[\d-]+/.exec(reason ?? '')?.[0] ?? ''
  const made = await planned({ waivers: [waiver({ waives: identifier })] })
  expect(told(made).refused).toEqual([expect.stringMatching(/^not reachable: ended when a fixed version appeared: [\d.]+$/)])
})

test('waivers are part of what a plan says: they stand in its digest, and in its texts', async () => {
  const { planned, waiver } = await vulnerable()
  const [none, unmatched] = [await planned(), await planned({ waivers: [waiver({ waives: 'CVE-1999-0001' })] })]
  expect(none.items).toEqual(unmatched.items)
  expect(none.digest).not.toBe(unmatched.digest)
  const made = await planned({ waivers: [waiver({ waives: 'CVE-1999-0001' }), waiver({ owner: 'mallory' })] })
  for (const text of [planText(made), planMarkdown(made)]) {
    expect(text).toContain('CVE-1999-0001')
    expect(text).toContain('does not count: only carol may waive this')
  }
})

test('what came since counts when the plan is applied, by the same rules', async () => {
  const { planned, applied, waiver } = await vulnerable({ gates: [...gates, requiredTags({ none: ['broken'] })] })
  const made = await planned({ select: { packages: [{ format: 'npm', name: 'lodash', version: '4.17.20' }] } })
  const held = await applied(made, { waivers: [waiver({ owner: 'mallory' })] })
  expect(held.items).toMatchObject([{ outcome: 'blocked', reasons: [expect.stringContaining('only carol may waive this')] }])
  const report = await applied(made, { waivers: [waiver()] })
  expect(report.items).toMatchObject([{ outcome: 'promoted', waivers: [{ owner: 'carol' }] }])
})

test('F62 a waiver that comes after the approvals lets nothing through that those who approved saw blocked', async () => {
  const world = await vulnerable({ gates: [...gates, approval({ quorum: 2, unsigned: true })] })
  const { planned, applied, waiver, emulator, contents } = world
  const now = () => new Date(emulator.clock.now())
  const made = await planned({ requestedBy: 'carol' })
  expect(outcomes(made)).toEqual(['lodash: blocked', 'ms: needs approval'])
  const approvals = [await approve(made, { by: 'ada', now: now() }), await approve(made, { by: 'bob', now: now() })]

  const report = await applied(made, { approvals, waivers: [waiver()] })

  expect(report.items.map((item) => `${item.package.name}: ${item.outcome}`)).toEqual(['lodash: needs approval', 'ms: promoted'])
  expect(contents('staging')).toEqual(['npm ms 2.1.3'])

  const again = await planned({ requestedBy: 'carol', waivers: [waiver()] })
  const seen = [await approve(again, { by: 'ada', now: now() }), await approve(again, { by: 'bob', now: now() })]
  expect((await applied(again, { approvals: seen })).items).toMatchObject([{ outcome: 'blocked' }, {}])
  expect((await applied(again, { approvals: seen, waivers: [waiver()] })).items).toMatchObject([{ outcome: 'promoted' }, {}])
})

test('waivers of the pipeline count in plans and when they are applied', async () => {
  const { planned, applied, waiver, pipeline, cloudsmith, emulator } = await vulnerable()
  const waived = { ...pipeline, waivers: { ...pipeline.waivers, given: [waiver()] } }
  expect(outcomes(await planned())).toEqual(['lodash: blocked', 'ms: promote'])
  const now = new Date(emulator.clock.now())
  const made = await plan(cloudsmith, waived, { from: 'dev', to: 'staging', select: 'everything', now })
  expect(outcomes(made)).toEqual(['lodash: promote', 'ms: promote'])
  expect((await applied(made)).items).toMatchObject([{ outcome: 'blocked' }, {}])
  expect((await apply(cloudsmith, waived, made)).items).toMatchObject([{ outcome: 'promoted' }, {}])
})
