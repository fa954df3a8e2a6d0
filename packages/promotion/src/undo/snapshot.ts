import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { KeptFile } from '../package/files.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { byKey, type Identity, keyOf } from '../repository/identity.ts'
import { readStage } from './read-stage.ts'

/** A package that was in a stage. */
export interface SnapshotItem {
  /** Identity of the package. */
  readonly package: Identity
  /** `slug_perm` of the package. */
  readonly slugPerm: string
  /** Its files, with their digests. */
  readonly files: readonly KeptFile[]
  /** It had the tag of the stage; false if the stage has none. */
  readonly tagged: boolean
}

/** The `kind` of a snapshot. */
export const snapshotKind = 'cloudsmith-promotion/snapshot'

/** The packages of a stage at one time. Store it to restore the stage later. */
export interface Snapshot {
  /** Kind of document. */
  readonly kind: typeof snapshotKind
  /** Version of the document format. */
  readonly version: 1
  /** Slug of the workspace. */
  readonly owner: string
  /** Name of the stage. */
  readonly stage: string
  /** Slug of its repository. */
  readonly repository: string
  /** When the snapshot was taken, in ISO 8601. */
  readonly at: string
  /** The packages, sorted by format, name, version and the rest of their identity. */
  readonly items: readonly SnapshotItem[]
}

/**
 * Takes a snapshot of a stage. Packages that failed to synchronise or are not synchronised yet are left out. Takes one request per 500
 * packages; the snapshot has about 500 bytes per package.
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
