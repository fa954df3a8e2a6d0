import { expect, test } from 'vitest'
import { agreedTo } from './agreed.ts'
import type { Plan, PlanItem } from './plan.ts'

const item = { outcome: 'needs approval' } as PlanItem
const rules = { gates: [{ name: 'approval' }], unscannable: 'pass', retention: 'warn', latest: 'warn' }

const agreed = (items: readonly PlanItem[], action: Plan['action']) =>
  agreedTo({
    ...{ items, from: 'test', to: 'live', source: 'staging', destination: 'production', action, tag: null, set: null, rules },
  } as unknown as Plan)[0]?.split(': ')[0]

test.each<[PlanItem[], Plan['action'], string]>([
  [[item], 'copy', '1 package of test, with these bytes, is copied from staging to production and so comes to live'],
  [[item, item], 'copy', '2 packages of test, with these bytes, are copied from staging to production and so come to live'],
  [[item], 'move', '1 package of test, with these bytes, is moved from staging to production and so comes to live'],
  [[item, item], 'tag', '2 packages of test, with these bytes, are tagged in production and so come to live'],
])('what people agree to is told in one sentence: %#', (items, action, said) => {
  expect(agreed(items, action)).toBe(`Whoever approves agrees that ${said}`)
})
