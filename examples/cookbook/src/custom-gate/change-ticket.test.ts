import { knowledgeOf } from '@cloudsmith-sdk/promotion/gates'
import { expect, test } from 'vitest'
import { changeTicket } from './change-ticket.ts'

const gate = changeTicket({ approved: ['chg-1'] })
const tagged = (...info: string[]) =>
  knowledgeOf({ tags: { info } } as unknown as Parameters<typeof knowledgeOf>[0], new Date('2026-03-02T09:00:00Z'))

test.each([
  [['chg-1', 'candidate'], 'pass'],
  [['chg-2'], 'wait'],
  [['candidate'], 'block'],
  [[], 'block'],
] as const)('tags %j: %s', async (tags, result) => {
  expect(await gate.check(tagged(...tags))).toMatchObject({ result })
})
