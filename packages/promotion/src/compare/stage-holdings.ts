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
  /** SHA-256 in hex of the main file; null where the service tells none. */
  readonly sha256: string | null
  readonly state: HoldingState
  /** The state in words, the service's own where it gives a reason. */
  readonly detail: string
}

/**
 * In which stages of a pipeline a package is, as lists and webhooks tell of it: several may share its repository. None for what failed to
 * synchronise, and for what the pipeline is not about.
 */
export function stageHoldingsOf(pipeline: Pipeline, row: Package): readonly StageHolding[] {
  if (row.namespace !== pipeline.owner || row.is_sync_failed) return []
  const stages = pipeline.stages.filter((stage) => stage.repository === row.repository && stageRows(pipeline, stage).has(row))
  if (stages.length === 0) return []
  const compact = compactRow(row)
  const told = { package: compact.package, slugPerm: compact.slugPerm, sha256: mainDigest(compact), ...stateOf(row) }
  return stages.map(({ name }) => ({ stage: name, ...told }))
}
