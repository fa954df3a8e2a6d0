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
  [[item], 'copy', '1 package from test, with these bytes, is copied from staging to production and enters live'],
  [[item, item], 'copy', '2 packages from test, with these bytes, are copied from staging to production and enter live'],
  [[item], 'move', '1 package from test, with these bytes, is moved from staging to production and enters live'],
  [[item, item], 'tag', '2 packages from test, with these bytes, are tagged in production and enter live'],
])('a sentence says what approvers agree to: %#', (items, action, said) => {
  expect(agreed(items, action)).toBe(`By approving, you agree that ${said}`)
})
