import type { Area } from '../../operation/area.ts'
import * as limits from './limits.ts'
import * as operations from './operations.ts'
import { trafficOf, usageLimitsOf } from './records.ts'

/** Storage and download volumes, and their limits. */
export const usage: Area = {
  title: 'metrics, quotas, usage limits',
  limits: 'the plan is made up and not enforced',
  operations: [operations, limits],
  parts: [trafficOf, usageLimitsOf],
}
