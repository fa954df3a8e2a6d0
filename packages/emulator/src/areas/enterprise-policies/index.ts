import type { Area } from '../../operation/area.ts'
import { actionOperations } from './actions.ts'
import { decisionOperations } from './decisions.ts'
import { regoOf, tellUnevaluated } from './evaluator.ts'
import { createPolicyListener } from './judge.ts'
import { policyOperations } from './operations.ts'
import { decisionsOf, epmPoliciesOf } from './records.ts'

/** Policies in Rego. */
export const enterprisePolicies: Area = {
  title: 'enterprise policies',
  limits: 'have no effect without a Rego evaluator',
  operations: [policyOperations, actionOperations, decisionOperations],
  parts: [epmPoliciesOf, decisionsOf],
  start(world, { rego, onUnsupported }) {
    Object.assign(regoOf(world), { rego, tell: onUnsupported })
    world.listeners.add(createPolicyListener(world))
  },
  resume(world) {
    for (const workspace of world.workspaces.values())
      for (const { settings } of epmPoliciesOf(workspace).all())
        if (settings.enabled) tellUnevaluated(world, workspace.slug, settings.name)
  },
}
