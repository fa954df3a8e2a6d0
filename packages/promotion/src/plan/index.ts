export type { StandingKind } from '../package/standing.ts'
export { type ApproveOptions, approve } from './approve.ts'
export { plan } from './make-plan.ts'
export type { PlanOptions } from './options.ts'
export type {
  FrozenPackage,
  LatestMove,
  MissingDependency,
  Plan,
  PlanCost,
  PlanEstimates,
  PlanHead,
  PlanItem,
  PlanOutcome,
  PlanRules,
  RetentionLoss,
  VersionRequirement,
} from './plan.ts'
export { planMarkdown, planText } from './render.ts'
