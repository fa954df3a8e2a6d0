export { type PlanOptions, plan } from './make-plan.ts'
export type {
  FrozenPackage,
  LatestMove,
  MissingDependency,
  Plan,
  PlanCost,
  PlanItem,
  PlannedFile,
  PlanOutcome,
  RetentionLoss,
  StandingKind,
} from './plan.ts'
export { PlanError } from './plan-error.ts'
export { planMarkdown, planText } from './render.ts'
export type { Selection, Wanted } from './select.ts'
