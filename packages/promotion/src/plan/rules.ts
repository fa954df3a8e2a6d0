import type { Destination } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { PlanHead, PlanRules } from './plan.ts'

/** The rules of an edge, as a plan records them. */
export const rulesOf = ({ select, waivers }: Pipeline, to: Destination, changed: PlanRules['changed']): PlanRules => ({
  gates: to.gates.map(({ name, identity, settings, asksPeople }) => ({ name, identity, settings, asksPeople })),
  unscannable: to.unscannable,
  staleScan: to.staleScan ?? null,
  retention: to.retention,
  latest: to.latest,
  onFailedArrival: to.onFailedArrival,
  select: select ?? null,
  changed,
  waiverLife: waivers.maxLife,
})

/** Names of the gates whose function has no declared identity, so that nobody can know what was approved. */
export const undeclaredGates = ({ rules }: Pick<PlanHead, 'rules'>): string[] =>
  rules.gates.filter(({ identity }) => identity === null).map(({ name }) => name)
