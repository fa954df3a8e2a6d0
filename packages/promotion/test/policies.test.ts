import type { Rego } from '@cloudsmith-sdk/emulator'
import { findOpa, opaBinary } from '@cloudsmith-sdk/emulator/rego'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { describe, expect, test } from 'vitest'
import { noPolicyViolation, type Plan, type PolicySettings, plan } from '../src/index.ts'
import { stock } from './stock.ts'

const ms = npmPackage({ name: 'ms', version: '2.1.3', license: 'MIT' })
const lodash = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })

/** Plays an evaluator: the source of a policy is the name of the packages that it matches. */
const byName: Rego = ({ rego }, { v0 }) => {
  if (rego === 'broken') return { match: false, error: 'no such rule' }
  const match = v0.package.name === rego
  return { match, ...(match ? { reason: [`${rego} is not wanted.`] } : {}) }
}

const found = findOpa()

type State = 'QUARANTINED' | 'AVAILABLE' | 'HIDDEN'

/** A world whose packages were there before its policies. */
async function governed(rego: Rego | undefined = byName) {
  const world = await stock({ dev: [lodash, ms], emulator: rego === undefined ? {} : { rego } })
  await world.emulator.settle()
  const { policies } = world.cloudsmith.v2.workspaces
  const policy = async (
    name: string,
    source: string,
    state?: State,
    more: { precedence?: number; is_terminal?: boolean } = {},
  ) => {
    const { slug_perm } = await policies.create({ owner: 'acme', name, rego: source, enabled: rego !== undefined, ...more })
    if (state === undefined) return
    await policies.actions.create({ owner: 'acme', policy: slug_perm, action_type: 'SetPackageState', package_state: state })
  }
  const planned = (settings: PolicySettings) => {
    const stages = world.pipeline.stages.map((stage) => ({ ...stage, gates: [noPolicyViolation(settings)] }))
    const now = new Date(world.emulator.clock.now())
    world.emulator.requests.clear()
    return plan(world.cloudsmith, { ...world.pipeline, stages }, { from: 'dev', to: 'staging', select: 'everything', now })
  }
  const asked = () => world.emulator.requests.all.map(({ operation }) => operation).filter((each) => each?.includes('policies'))
  return { ...world, policy, planned, asked }
}

const told = ({ items }: Plan) => items.map((item) => [item.package.name, item.outcome, ...item.reasons])

describe('what enterprise policies make of packages', () => {
  test('is not asked unless the gate says so', async () => {
    const { policy, planned, asked } = await governed()
    await policy('Names', 'lodash', 'QUARANTINED')
    expect(told(await planned({}))).toEqual([
      ['lodash', 'promote'],
      ['ms', 'promote'],
    ])
    expect(asked()).toEqual([])
  })

  test('is simulated before the promotion: a request for each policy, whatever the number of packages', async () => {
    const { policy, planned, asked } = await governed()
    await policy('Names', 'lodash', 'QUARANTINED')
    await policy('Tags alone', 'ms')
    const made = await planned({ decisions: 'require', mayWaive: ['carol'] })
    expect(told(made)).toEqual([
      [
        'lodash',
        'blocked',
        'no-policy-violation: the policy Names would quarantine it: lodash is not wanted; whoever manages the workspace can change the policy or exempt the package; carol may waive it',
      ],
      ['ms', 'promote'],
    ])
    expect(asked()).toEqual([
      'workspaces_policies_list',
      'workspaces_policies_simulate_list',
      'workspaces_policies_simulate_list',
    ])
    expect(JSON.stringify(made)).toContain('"policy":"Names","how":"simulated"')
  })

  test('counts as the service has it: the last word is the last policy’s, and nothing comes after a terminal one', async () => {
    const released = await governed()
    await released.policy('Shut', 'ms', 'HIDDEN', { precedence: 1 })
    await released.policy('Open', 'ms', 'AVAILABLE', { precedence: 2 })
    expect(told(await released.planned({ decisions: 'require' }))[1]).toEqual(['ms', 'promote'])

    const stopped = await governed()
    await stopped.policy('Shut', 'ms', 'HIDDEN', { precedence: 1, is_terminal: true })
    await stopped.policy('Open', 'ms', 'AVAILABLE', { precedence: 2 })
    expect(told(await stopped.planned({ decisions: 'require' }))[1]?.[2]).toContain('the policy Shut would hide it')
  })

  test('costs nothing more where there are no policies', async () => {
    const { planned, asked } = await governed()
    const made = await planned({ decisions: 'require' })
    expect(told(made).map(([, outcome]) => outcome)).toEqual(['promote', 'promote'])
    expect(asked()).toEqual(['workspaces_policies_list'])
  })

  test('is part of what a plan costs', async () => {
    const { policy, planned } = await governed()
    await policy('Names', 'left-pad', 'QUARANTINED')
    const [ignoring, requiring] = [await planned({}), await planned({ decisions: 'require' })]
    expect(requiring.estimates.cost.requests - ignoring.estimates.cost.requests).toBe(2)
  })
})

describe('what cannot be seen', () => {
  const all = { status: 403, body: { detail: 'You do not manage this workspace.' } }

  test.each([
    ['the key may not', 403],
    ['the plan of the workspace does not have it', 402],
  ])('where %s, is told, or stops the package', async (_, status) => {
    const { planned, emulator } = await governed()
    const close = () => {
      for (const operation of ['workspaces_policies_list', 'workspaces_policies_decision_logs_list']) {
        emulator.faults.add({ operation, ...all, status })
      }
    }
    close()
    const [read] = told(await planned({ decisions: 'read' }))
    expect(read).toEqual([
      'lodash',
      'promote',
      expect.stringContaining('no-policy-violation: passes; the list of policies cannot be read'),
    ])
    expect(read?.[2]).toContain(`the decision log cannot be read (${status}: You do not manage this workspace)`)
    close()
    const [required] = told(await planned({ decisions: 'require' }))
    expect(required?.[1]).toBe('blocked')
    expect(required?.[2]).toContain('it takes the API key of a workspace manager')
  })

  test('is made up for by the log, where policies cannot be simulated', async () => {
    const { policy, planned, emulator, cloudsmith, push, asked } = await governed()
    await policy('Names', 'chalk', 'QUARANTINED')
    const { slug_perm: identifier } = await push('dev', npmPackage({ name: 'chalk', version: '5.0.0', license: 'MIT' }))
    await emulator.settle()
    await cloudsmith.packages.quarantine({ owner: 'acme', repo: 'dev', identifier, release: true })
    emulator.faults.add({ operation: 'workspaces_policies_simulate_list', status: 402, body: { detail: 'Not in this plan.' } })

    const made = await planned({ decisions: 'read' })

    expect(told(made)).toEqual([
      ['chalk', 'blocked', expect.stringMatching(/the policy Names decided on \S+ to quarantine it: chalk is not wanted/)],
      ['lodash', 'promote', expect.stringContaining('the log has no decision of Names about it')],
      ['ms', 'promote', expect.stringContaining('a simulation of Names cannot be read (402: Not in this plan)')],
    ])
    expect(asked().filter((each) => each?.includes('logs'))).toHaveLength(3)
  })

  test('leaves what is simulated standing, and the log to speak for the rest', async () => {
    const { policy, planned, emulator, push } = await governed()
    await policy('First', 'ms', 'QUARANTINED')
    await policy('Second', 'left-pad', 'QUARANTINED')
    await push('dev', npmPackage({ name: 'chalk', version: '5.0.0', license: 'MIT' }))
    await emulator.settle()
    const refusal = { status: 422, body: { detail: 'No evaluator.' } }
    emulator.faults.add({ operation: 'workspaces_policies_simulate_list', skip: 1, ...refusal })
    const [chalk, , ms] = told(await planned({ decisions: 'require' }))
    expect(chalk).toEqual([
      'chalk',
      'promote',
      expect.stringMatching(/passes; a simulation of \w+ cannot be read \(422: No evaluator\)/),
    ])
    expect(ms).toEqual(['ms', 'blocked', expect.stringContaining('the policy First would quarantine it: ms is not wanted')])
  })

  test('where a policy cannot be judged, is told by its name', async () => {
    const { policy, planned } = await governed()
    await policy('Misspelt', 'broken', 'QUARANTINED')
    expect(told(await planned({ decisions: 'require' }))[0]?.[2]).toContain('Misspelt could not be evaluated: no such rule')
  })

  test('is no excuse for a service that fails', async () => {
    const { planned, emulator } = await governed()
    for (let attempt = 0; attempt < 10; attempt++)
      emulator.faults.add({ operation: 'workspaces_policies_list', status: 400, body: { detail: 'No.' } })
    await expect(planned({ decisions: 'read' })).rejects.toThrow('400')
  })
})

test.skipIf(found === undefined)('a policy in Rego is simulated by Open Policy Agent (skipped without opa)', async () => {
  const opa = opaBinary()
  try {
    const { policy, planned } = await governed(opa)
    const source = `package cloudsmith

default match := false

match if input.v0["package"].name == "lodash"

reason contains "lodash is not wanted" if match
`
    await policy('Names', source, 'QUARANTINED')
    expect(told(await planned({ decisions: 'require' }))[0]?.[2]).toContain(
      'the policy Names would quarantine it: lodash is not wanted',
    )
  } finally {
    opa.close()
  }
})
