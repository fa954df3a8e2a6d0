export { type PlanOptions, plan } from './make-plan.ts'
export type {
  LatestMove,
  MissingDependency,
  Plan,
  PlanCost,
  PlanItem,
  PlannedFile,
  PlanOutcome,
  RetentionLoss,
} from './plan.ts'
export { PlanError } from './plan-error.ts'
export { planMarkdown, planText } from './render.ts'
export type { Selection, Wanted } from './select.ts'
