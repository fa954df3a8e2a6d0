import { type Cloudsmith, type Package, systemClock } from '@cloudsmith-sdk/client'
import { holdWhole } from '../docker/hold-whole.ts'
import type { Registry } from '../docker/registry.ts'
import { withImages } from '../docker/with-images.ts'
import type { Approval } from '../gates/knowledge.ts'
import type { Waiver } from '../gates/waiver.ts'
import { identityOf, keyOf } from '../identity.ts'
import type { Pipeline } from '../pipeline/define-pipeline.ts'
import { stepOf } from '../pipeline/step-of.ts'
import { costOf } from './cost.ts'
import { missingDependencies } from './dependencies.ts'
import { type Present, presentOf, type Standing, standings } from './destination.ts'
import { hashOf } from './hash.ts'
import { includeDependencies } from './include-dependencies.ts'
import { itemOf } from './item.ts'
import { knowledgeAt } from './knowledge-at.ts'
import { latestMoves } from './latest.ts'
import type { FrozenPackage, Plan, PlanItem } from './plan.ts'
import { PlanError } from './plan-error.ts'
import { plannedFilesOf } from './planned-files.ts'
import { readRows } from './read-rows.ts'
import { retentionAt } from './retention-at.ts'
import { byIdentity, compareText, describeWanted, isWanted, type Selection, select, type Wanted } from './select.ts'

/** What {@link plan} takes. */
export interface PlanOptions {
  /** Names of the stages. */
  from: string
  to: string
  select: Selection
  /** Nothing selected is no error. Default: false. */
  allowEmpty?: boolean | undefined
  /**
   * Look for dependencies that the destination lacks, at a request for each package; with `include`, take them along from the source, the
   * newest version of each name. Default: false.
   */
  dependencies?: boolean | 'include' | undefined
  /**
   * Where Docker images are, and how to get in: the platform images of an index are found there and taken along. Without it, an image of
   * several architectures is blocked. Default: none.
   */
  registry?: Registry | undefined
  waivers?: readonly Waiver[] | undefined
  /** Approvals of this plan, bound to its hash. */
  approvals?: readonly Approval[] | undefined
  /** Who asks for the promotion: no approval of one's own counts. */
  requestedBy?: string | undefined
  /** Default: now. */
  now?: Date | undefined
  signal?: AbortSignal | undefined
}

/**
 * Says what would be promoted from a stage to another, and why the rest would not. Reads only. The same world, rules and moment give the
 * same plan.
 *
 * @throws {PipelineError} the pipeline does not lead from the one to the other
 * @throws {PlanError} nothing is selected, something listed is missing, or a repository changed while it was read
 * @throws {RegistryError} the registry does not let the caller in, or answers with other bytes than it was asked for
 */
export async function plan(cloudsmith: Cloudsmith, pipeline: Pipeline, options: PlanOptions): Promise<Plan> {
  const { source: from, destination: to } = stepOf(pipeline, options.from, options.to)
  const { signal, allowEmpty, waivers = [], approvals = [], requestedBy } = options
  const now = options.now ?? new Date(systemClock.now())
  const { owner } = pipeline
  const [at, there] = [from, to].map(({ repository }) => ({ owner, repo: repository })) as [Place, Place]

  const [{ rows: selected, missing: gone, read }, present] = await Promise.all([
    select(cloudsmith, at, options.select, { allowEmpty, signal }),
    readRows(cloudsmith, there, presentOf, signal),
  ])
  const needed =
    options.dependencies === 'include' ? await includeDependencies(cloudsmith, at, selected, present, signal) : selected
  const images = await withImages(cloudsmith, at, needed, { present, registry: options.registry, signal })
  const rows = images.rows.toSorted(byIdentity)
  const standingOf = standings(present)
  const packages = rows.map((row) => frozen(row, standingOf(row)))
  const arrived = arrivedBefore(gone, present, at)
  const set = setOf(options.select)
  const hash = await hashOf({ owner, set, from, to }, inOrder([...packages.map(({ frozen: each }) => each), ...arrived]))
  const about = { now, waivers, approvals, requestedBy, plan: hash }
  const known = await knowledgeAt(cloudsmith, at, { from: from.name, to }, rows, about, signal)

  const lossesFrom = await retentionAt(cloudsmith, there, present, signal)
  const arriving = packages.filter(({ standing }) => standing.kind === 'absent').map(({ row }) => row)
  const losses = to.retention === 'block' ? lossesFrom(arriving).length : 0
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  const examined = await Promise.all(
    packages.map(({ row, ...each }) =>
      itemOf({
        ...each,
        knowledge: known(row),
        stage: to,
        losses,
        twice: counts.get(keyOf(row)) !== 1,
        flaw: images.flaws.get(row.slug_perm),
      }),
    ),
  )
  const items = inOrder([...holdWhole(examined, images.parts), ...arrived])
  const bySlug = new Map(rows.map((row) => [row.slug_perm, row]))
  const promoted = items.flatMap(({ outcome, slugPerm }) => (outcome === 'promote' ? (bySlug.get(slugPerm) ?? []) : []))
  return {
    owner,
    from: from.name,
    to: to.name,
    source: from.repository,
    destination: to.repository,
    action: to.action,
    tag: to.tag ?? null,
    set,
    hash,
    read: { source: read, destination: present.length },
    items,
    latest: latestMoves(promoted.map(identityOf), present),
    retention: lossesFrom(promoted),
    missing: options.dependencies ? await missingDependencies(cloudsmith, at, promoted, present, signal) : null,
    cost: costOf(promoted.length, {
      present: present.length,
      tagged: to.tag !== undefined,
      rateLimit: cloudsmith.rateLimit,
      now: now.getTime(),
    }),
  }
}

interface Place {
  owner: string
  repo: string
}

/** A row, and all of it that the plan keeps. */
const frozen = (row: Package, standing: Standing): { row: Package; frozen: FrozenPackage; standing: Standing } => ({
  row,
  standing,
  frozen: {
    package: identityOf(row),
    slugPerm: row.slug_perm,
    files: plannedFilesOf(row),
    standing: standing.kind,
  },
})

const setOf = (selection: Selection): string | null =>
  typeof selection === 'object' && 'packages' in selection ? (selection.set ?? null) : null

/**
 * What a list names and the source has no more, because it was moved to the destination before: that counts as done.
 *
 * @throws {PlanError} neither side has it
 */
function arrivedBefore(gone: readonly Wanted[], present: readonly Present[], { owner, repo }: Place): PlanItem[] {
  const found = gone.map((wanted) => present.filter((each) => !each.failed && isWanted(each, wanted)))
  const nowhere = gone.filter((_, index) => found[index]?.length === 0)
  if (nowhere.length > 0) throw new PlanError(`${owner}/${repo} does not have ${nowhere.map(describeWanted).join(', ')}.`)
  return found.flat().map(({ format, name, version, filename, slugPerm, files }) => ({
    package: { format, name, version, filename },
    slugPerm,
    files: files.map((file) => ({ filename: file.filename, sha256: file.sha256 ?? null })),
    standing: 'same',
    outcome: 'already there',
    reasons: ['it has left the source for the destination'],
    gates: [],
    waivers: [],
    differences: [],
  }))
}

const inOrder = <T extends FrozenPackage>(packages: readonly T[]): T[] =>
  packages.toSorted((a, b) => compareText(keyOf(a.package), keyOf(b.package)) || compareText(a.slugPerm, b.slugPerm))
