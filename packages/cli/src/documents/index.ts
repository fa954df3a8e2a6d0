import type {
  Plan,
  PlanItem,
  Report,
  ReportItem,
  RestoreItem,
  RollbackItem,
  Snapshot,
  SnapshotItem,
} from '@cloudsmith-sdk/promotion'
import type { CarryItem } from '@cloudsmith-sdk/promotion/carry'
import type { DiffItem, MatrixRow } from '@cloudsmith-sdk/promotion/compare'
import type { HistoryEntry } from '@cloudsmith-sdk/promotion/evidence'
import type { HeldPackage } from '@cloudsmith-sdk/promotion/hold'
import type { Check } from '../core/result.ts'
import type * as compared from './compared.ts'
import type { ErrorDocument } from './error.ts'
import type * as packages from './packages.ts'
import type * as promotions from './promotions.ts'
import type * as settingUp from './setting-up.ts'
import type * as waivers from './waivers.ts'

/** The documents that only this program writes, by the last word of their `kind`. Their JSON Schemas are generated from these types. */
export interface OwnDocuments {
  approved: promotions.ApprovedDocument
  carried: promotions.CarriedDocument
  commented: promotions.CommentedDocument
  completion: settingUp.CompletionDocument
  diagnosis: settingUp.DiagnosisDocument
  diff: compared.DiffDocument
  drift: compared.DriftDocument
  emulator: settingUp.EmulatorDocument
  ensured: settingUp.EnsuredDocument
  error: ErrorDocument
  explanation: promotions.ExplanationDocument
  held: promotions.HeldDocument
  history: compared.HistoryDocument
  initialised: settingUp.InitialisedDocument
  matrix: compared.MatrixDocument
  pruned: packages.PrunedDocument
  pushed: packages.PushedDocument
  rehearsal: promotions.RehearsalDocument
  restoration: promotions.RestorationDocument
  resumed: promotions.ResumedDocument
  rollback: promotions.RollbackDocument
  validation: settingUp.ValidationDocument
  verification: compared.VerificationDocument
  'waiver-check': waivers.WaiverCheckDocument
  'waiver-draft': waivers.WaiverDraftDocument
  'waiver-list': waivers.WaiverListDocument
}

/**
 * All documents that `--output json` prints, by the last word of their `kind`: those of the promotion engine, which has their schemas, and those of
 * this program.
 */
export interface Documents extends OwnDocuments {
  plan: Plan
  report: Report
  snapshot: Snapshot
}

/** The type of a line of `--output ndjson`, by the document that lists it. For a document without a list, the line is the document itself. */
export interface Lines {
  approved: Documents['approved']
  carried: CarryItem
  commented: Documents['commented']
  completion: Documents['completion']
  diagnosis: Check
  diff: DiffItem
  drift: compared.DriftLine
  emulator: Documents['emulator']
  ensured: settingUp.EnsuredLine
  error: Documents['error']
  explanation: promotions.ExplainedPackage
  held: HeldPackage
  history: HistoryEntry
  initialised: settingUp.InitialisedLine
  matrix: MatrixRow
  plan: PlanItem
  pruned: packages.PrunedPackage
  pushed: packages.PushedLine
  rehearsal: ReportItem
  report: ReportItem
  restoration: RestoreItem
  resumed: HeldPackage
  rollback: RollbackItem
  snapshot: SnapshotItem
  validation: settingUp.ValidatedStage
  verification: compared.VerifiedPackage
  'waiver-check': waivers.CheckedWaiver
  'waiver-draft': waivers.DraftedWaiver
  'waiver-list': waivers.ListedWaiver
}

/** The last word of the `kind` of a document. */
export type DocumentKind = keyof Documents
