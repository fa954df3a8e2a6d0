import type { Package } from '@cloudsmith-sdk/client'
import { compactRow, mainDigest } from '../package/compact-row.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageRows } from '../pipeline/stage-rows.ts'
import type { Identity } from '../repository/identity.ts'
import { type HoldingState, stateOf } from './holding.ts'

/** A package in a stage. Plain data. */
export interface StageHolding {
  /** Name of the stage. */
  readonly stage: string
  readonly package: Identity
  readonly slugPerm: string
  /** SHA-256 of the main file, in hex; null if the service reports none. */
  readonly sha256: string | null
  readonly state: HoldingState
  /** The state in words; the service's own words if it gives a reason. */
  readonly detail: string
}

/**
 * Returns the stages that a package is in, from a row as lists and webhooks contain it. Several stages may share its repository. Empty for a package
 * that failed to synchronise, or that the pipeline does not cover.
 */
export function stageHoldingsOf(pipeline: Pipeline, row: Package): readonly StageHolding[] {
  if (row.namespace !== pipeline.owner || row.is_sync_failed) return []
  const stages = pipeline.stages.filter((stage) => stage.repository === row.repository && stageRows(pipeline, stage).has(row))
  if (stages.length === 0) return []
  const compact = compactRow(row)
  const told = { package: compact.package, slugPerm: compact.slugPerm, sha256: mainDigest(compact), ...stateOf(row) }
  return stages.map(({ name }) => ({ stage: name, ...told }))
}
