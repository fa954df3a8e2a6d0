import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { KeptFile } from '../package/files.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { byKey, type Identity, keyOf } from '../repository/identity.ts'
import { readStage } from './read-stage.ts'

/** A package that a stage held. */
export interface SnapshotItem {
  readonly package: Identity
  readonly slugPerm: string
  readonly files: readonly KeptFile[]
  /** It showed the tag of the stage; false where the stage has none. */
  readonly tagged: boolean
}

/** What a stored snapshot says it is. */
export const snapshotKind = 'cloudsmith-promotion/snapshot'

/** What a stage held at a moment. A document: keep it, and restore the stage to it later. */
export interface Snapshot {
  readonly kind: typeof snapshotKind
  readonly version: 1
  readonly owner: string
  readonly stage: string
  readonly repository: string
  /** ISO 8601. */
  readonly at: string
  /** By format, name, version and what else tells packages apart. */
  readonly items: readonly SnapshotItem[]
}

/**
 * Writes down what a stage holds: what failed to synchronise is left out, and what is not synchronised yet. Takes a request for 500 packages,
 * and about 500 bytes for each.
 *
 * @throws {PipelineError} there is no such stage
 * @throws {PlanError} the service counts more packages than it lists
 */
export async function snapshot(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  stage: string,
  { signal, now = new Date(cloudsmith.clock.now()) }: { signal?: AbortSignal | undefined; now?: Date | undefined } = {},
): Promise<Snapshot> {
  const found = stageNamed(pipeline, stage)
  const held = await readStage(cloudsmith, pipeline, found, signal)
  const items = held
    .filter(({ isSynchronised }) => isSynchronised)
    .map(({ package: identity, slugPerm, files, tagged }) => ({ package: identity, slugPerm, files, tagged }))
    .map((item) => ({ item, key: keyOf(item.package) }))
    .sort((a, b) => byKey(a.key, b.key) || byKey(a.item.slugPerm, b.item.slugPerm))
    .map(({ item }) => item)
  const taken = { owner: pipeline.owner, stage, repository: found.repository, at: now.toISOString(), items }
  return { kind: snapshotKind, version: 1, ...taken }
}
