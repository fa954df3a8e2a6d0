import type { Area } from '../../operation/area.ts'
import { policyBodies } from './bodies.ts'
import { resumePolicies } from './evaluate.ts'
import { policyOperations } from './operations.ts'
import * as records from './records.ts'

/** Licence, vulnerability and deny policies. */
export const policies: Area = {
  operations: policyOperations,
  bodies: policyBodies,
  parts: Object.values(records),
  resume: resumePolicies,
}
