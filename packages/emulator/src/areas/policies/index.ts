import type { Area } from '../../operation/area.ts'
import { resumePolicies } from './evaluate.ts'
import { policyOperations } from './operations.ts'
import * as records from './records.ts'

/** Licence, vulnerability and deny policies. */
export const policies: Area = {
  operations: policyOperations,
  parts: Object.values(records),
  resume: resumePolicies,
}
