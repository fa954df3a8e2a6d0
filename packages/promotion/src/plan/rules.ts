import type { Destination } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { PlanHead, PlanRules } from './plan.ts'

/** The rules of an edge, as a plan keeps them. */
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

/** Names of the gates of a plan whose functions nobody has named, so that nobody can tell what was agreed to. */
export const undeclaredGates = ({ rules }: Pick<PlanHead, 'rules'>): string[] =>
  rules.gates.filter(({ identity }) => identity === null).map(({ name }) => name)
