import type { Area } from '../../operation/area.ts'
import { actionOperations } from './actions.ts'
import { decisionOperations } from './decisions.ts'
import { regoOf } from './evaluator.ts'
import { createPolicyListener } from './judge.ts'
import { policyOperations } from './operations.ts'
import { decisionsOf, epmPoliciesOf } from './records.ts'

/** Policies in Rego. */
export const enterprisePolicies: Area = {
  operations: [policyOperations, actionOperations, decisionOperations],
  parts: [epmPoliciesOf, decisionsOf],
  start(world, { rego }) {
    regoOf(world).rego = rego
    world.listeners.add(createPolicyListener(world))
  },
}
