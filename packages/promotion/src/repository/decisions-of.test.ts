import type { V2 } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import { decisionsOf } from './decisions-of.ts'

const policy = (slug_perm: string, precedence = 1, is_terminal = false) => ({
  slug_perm,
  name: slug_perm,
  precedence,
  is_terminal,
})
const row = (of: ReturnType<typeof policy>, match: boolean, correlation_id = 'last') =>
  ({
    correlation_id,
    ended_at: '2026-01-10T12:00:00Z',
    policy: of,
    policy_output: { match },
    actions: [{ action_type: 'SetPackageState', package_state: 'QUARANTINED', precedence: 1 }],
  }) as unknown as V2.PolicyDecisionLog
const [first, second] = [policy('first', 1), policy('second', 2)]
const told = (read: Partial<Parameters<typeof decisionsOf>[0]>) => {
  const { made, unseen, notes } = decisionsOf({ simulated: [], log: undefined, enabled: [first, second], refused: [], ...read })
  return { made: made.map((each) => `${each.policy} ${each.how} ${each.state}`), unseen, notes }
}

test('only what the last event brought about counts', () => {
  const log = [row(first, false), row(second, false), row(first, true, 'before')]
  expect(told({ log })).toEqual({ made: ['first logged null', 'second logged null'], unseen: [], notes: [] })
})

test('a decision of a policy that is not in force any more is none', () => {
  expect(told({ enabled: [second], log: [row(first, true), row(second, false)] }).made).toEqual(['second logged null'])
  expect(told({ enabled: undefined, log: [row(first, true)] }).made).toEqual(['first logged QUARANTINED'])
})

test('a policy that has judged nothing yet is a gap', () => {
  expect(told({ log: [row(first, false)], refused: ['no'] })).toMatchObject({
    unseen: ['no', 'the log has no decision of second about it'],
    notes: [],
  })
})

test('unless a terminal one came before it', () => {
  const end = policy('end', 1, true)
  expect(told({ enabled: [end, second], log: [row(end, true)], refused: ['no'] })).toEqual({
    made: ['end logged QUARANTINED'],
    unseen: [],
    notes: ['no'],
  })
  const late = policy('late', 3, true)
  expect(told({ enabled: [late, second], log: [row(late, true)] }).unseen).toEqual(['the log has no decision of second about it'])
})

test('without any decision nothing is known, also where nobody may know the policies', () => {
  expect(told({ enabled: undefined, log: [], refused: ['no'] }).unseen).toEqual(['no', 'the log has no decision about it'])
  expect(told({ enabled: undefined, refused: ['no'] }).unseen).toContain('no')
  expect(told({ enabled: [] })).toEqual({ made: [], unseen: [], notes: [] })
})
