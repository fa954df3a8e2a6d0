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
  MissingDependency,
  Plan,
  PlanCost,
  PlanEstimates,
  PlanHead,
  PlanItem,
  PlanOutcome,
  PlanRules,
  PlanWaivers,
  RetentionLoss,
  VersionRequirement,
} from './plan.ts'
export { planMarkdown, planText } from './render.ts'
export { gateReasonsOf } from './seal.ts'
