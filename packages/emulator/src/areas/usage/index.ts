import type { Area } from '../../operation/area.ts'
import * as limits from './limits.ts'
import * as operations from './operations.ts'
import { trafficOf, usageLimitsOf } from './records.ts'

/** What is stored and downloaded, and how much of that may be. */
export const usage: Area = {
  title: 'metrics, quotas, usage limits',
  limits: 'the plan is made up and not enforced',
  operations: [operations, limits],
  parts: [trafficOf, usageLimitsOf],
}
