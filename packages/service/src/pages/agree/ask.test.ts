import { expect, test } from 'vitest'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import { type Ask, askText, whyNotTo } from './ask.ts'

const ask: Ask = { quorum: 2, by: ['grace', 'ada'], groups: { security: 1 }, self: false }
const served = { pipeline: {} } as ServedPipeline
const known = (by: string) => ({ by, issuer: 'https://issuer.example.com', subject: by })

test('an ask says how many approvals it needs, and from whom', () => {
  expect(askText(ask)).toBe('2 approvals from grace or ada, 1 from security')
  expect(askText({ ...ask, quorum: 1, by: undefined, groups: {} })).toBe('1 approval')
})

test('why somebody cannot approve is one whole sentence', () => {
  const why = (by: string, requestedBy: string | null = null, agreed: readonly string[] = []) =>
    whyNotTo(served, [ask], { actor: known(by), requestedBy, agreed: agreed.map(known) })
  expect(why('grace')).toBeUndefined()
  expect(why('mallory')).toBe('It has to be approved by grace or ada.')
  expect(why('grace', 'grace')).toBe('You requested it, so someone else has to approve it.')
  expect(why('grace', null, ['grace'])).toBe('You have already approved it: the next approval has to come from someone else.')
})
