export type { DependencyKind } from '../dependencies/kinds.ts'
export type { MissingDependency } from '../dependencies/missing.ts'
export type { VersionRequirement } from '../dependencies/requirement.ts'
export type { StandingKind } from '../package/standing.ts'
export { type ApprovalNotesOptions, approvalNotes } from './approval-notes.ts'
export { type ApproveOptions, approve } from './approve.ts'
export { requireIntact } from './digest.ts'
export { plan } from './make-plan.ts'
export type { PlanOptions } from './options.ts'
export type {
  FrozenPackage,
  GateReason,
  LatestMove,
  Plan,
  PlanCost,
  PlanDependencies,
  PlanEstimates,
  PlanHead,
  PlanItem,
  PlanNeed,
  PlanOutcome,
  PlanRules,
  PlanWaivers,
  RetentionLoss,
} from './plan.ts'
export { planMarkdown, planText } from './render.ts'
export { gateReasonsOf } from './seal.ts'
