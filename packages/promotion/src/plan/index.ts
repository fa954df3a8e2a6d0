export type { StandingKind } from '../package/standing.ts'
export { type PlanOptions, plan } from './make-plan.ts'
export type {
  FrozenPackage,
  LatestMove,
  MissingDependency,
  Plan,
  PlanCost,
  PlanItem,
  PlanOutcome,
  RetentionLoss,
  VersionRequirement,
} from './plan.ts'
export { planMarkdown, planText } from './render.ts'
