import { type Cloudsmith, systemClock } from '@cloudsmith-sdk/client'
import type { Approval } from '../gates/knowledge.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import { readHolds } from '../hold/read-holds.ts'
import { standingsOf } from '../package/standing.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { ruleOfPipeline, ruleOfStage } from '../pipeline/stage-rows.ts'
import type { Registry } from '../registry/registry.ts'
import { withImages } from '../registry/with-images.ts'
import { mapOf } from '../repository/concurrency.ts'
import { identityOf, inOrder, keysOfRow } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import { openRepository } from '../repository/repository.ts'
import { type PackageRow, rowOf } from '../repository/row.ts'
import { type Selected, type Selection, select, setOf } from '../repository/select.ts'
import type { SelectRules } from '../repository/select-rules.ts'
import { aheadOf } from './ahead.ts'
import { arrivedBefore, isThere } from './arrived-before.ts'
import { costOf } from './cost.ts'
import { openDependencies } from './dependencies.ts'
import { frozen, inPlace, inPlanOrder } from './frozen.ts'
import { hashOf } from './hash.ts'
import { holdWhole } from './hold-whole.ts'
import { itemOf } from './item.ts'
import { knowledgeAt } from './knowledge-at.ts'
import { type Versioned, versionedOf } from './newest.ts'
import { besidesOf, newestAt } from './newest-at.ts'
import type { Plan } from './plan.ts'
import { retentionAt } from './retention-at.ts'
import { holdsAgainst, withHolds } from './with-holds.ts'

/** What {@link plan} takes. */
export interface PlanOptions {
  /** Names of the stages. */
  from: string
  to: string
  /** Name of the edge between them, such as `hotfix`. Default: the edge without a name. */
  edge?: string | undefined
  select: Selection
  /** Nothing selected is no error. Default: false. */
  allowEmpty?: boolean | undefined
  /**
   * Look for dependencies that the destination lacks, by the ranges of their formats, at a request for each package; with `include`, take them
   * along from the source, of each name the highest version that satisfies. Default: false.
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
  /** Where paused edges are written down. Packages that are held need none. Default: none, so that no edge is paused. */
  holdStore?: HoldStore | undefined
  /**
   * Promote by hand what is held, and end what holds it when it has arrived; a paused edge stays paused. Needs `requestedBy`. Default: false.
   */
  ignoreHolds?: boolean | undefined
  /** Default: now. */
  now?: Date | undefined
  signal?: AbortSignal | undefined
}

/**
 * Says what would be promoted from a stage to another, and why the rest would not. Reads only. The same world, rules and moment give the
 * same plan.
 *
 * Between stages of one repository nothing is sent: the plan says what would be verified where it is, and tagged.
 *
 * @throws {PipelineError} the pipeline does not lead from the one to the other, or only along edges with names
 * @throws {PlanError} nothing is selected, something listed is missing or none of the pipeline's, or a repository changed while it was read
 * @throws {RegistryError} the registry does not let the caller in, or answers with other bytes than it was asked for
 */
export const plan = (cloudsmith: Cloudsmith, pipeline: Pipeline, options: PlanOptions): Promise<Plan> =>
  planSelected(cloudsmith, pipeline, options)

/**
 * As {@link plan}, of what was selected before.
 *
 * @param given what is selected, if it was read already; what it says has left for the destination is taken to have come along this edge
 */
export async function planSelected(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  options: PlanOptions,
  given?: Selected<PackageRow>,
): Promise<Plan> {
  const { source: from, destination: to } = edgeOf(pipeline, options.from, options.to, options.edge)
  const { signal, allowEmpty, waivers = [], approvals = [], requestedBy, registry } = options
  const now = options.now ?? new Date(systemClock.now())
  const { owner } = pipeline
  const stays = to.action === 'tag'
  const source = openRepository(cloudsmith, { owner, repo: from.repository }, { signal })
  const destination = stays ? source : openRepository(cloudsmith, { owner, repo: to.repository }, { signal })

  const rules = { stage: ruleOfStage(from), pipeline: ruleOfPipeline(pipeline) }
  const selected = given ?? (await select(source, options.select, { rules, keep: rowOf, allowEmpty }))
  const dependencies = openDependencies(
    cloudsmith,
    { source, mayCome: mayCome(rules), destination, isThere: (row) => isThere(to, row) },
    signal,
  )
  const needed = options.dependencies === 'include' ? await dependencies.include(selected.rows) : selected.rows
  const images = await withImages(source, needed, destination, { registry, signal })
  const rows = inOrder(images.rows, keysOfRow)

  const seen = new Map<string, Versioned>()
  const met = (row: PackageRow) => {
    if (isThere(to, row)) seen.set(row.slug_perm, versionedOf(row))
  }
  const identities = rows.map(identityOf)
  const present = await destination.find(identities, { ...besidesOf(to), met })
  const newest = await newestAt(cloudsmith, destination, identities, [...seen.values()], signal)
  const standings = stays ? new Map(rows.map(inPlace)) : await standingsOf(rows, present, source)
  const edge = { from: from.name, to: to.name, name: to.edge ?? undefined }
  const holds = await readHolds(cloudsmith, source, edge, rows, { now: now.getTime(), holdStore: options.holdStore, signal })
  if (options.ignoreHolds && !requestedBy)
    throw new PlanError('Say who promotes by hand what is held: ignoreHolds needs requestedBy.')
  const packages = rows.map((row) => {
    const standing = standings.get(row.slug_perm) ?? ({ kind: 'absent', siblings: [] } as const)
    return frozen(row, standing, options.ignoreHolds ? holdsAgainst(holds, row.slug_perm) : [])
  })
  const arrived = await arrivedBefore(selected, { source, destination, from, to, rules, isSure: given !== undefined })

  const set = setOf(options.select)
  const hash = await hashOf(
    { owner, set, select: pipeline.select, from, to },
    inPlanOrder([...packages.map((each) => each.frozen), ...arrived]),
  )
  const about = { now, waivers, approvals, requestedBy, plan: hash }
  const known = await knowledgeAt(cloudsmith, source, { from: from.name, to }, rows, about, signal)
  const arriving = packages.filter(({ standing }) => standing.kind === 'absent').map(({ row }) => row)
  const lossesFrom = stays ? () => [] : await retentionAt(cloudsmith, destination, arriving, signal)
  const losses = to.retention === 'block' ? lossesFrom(arriving).length : 0
  // A few at a time: gates of one's own may ask elsewhere.
  const examined = await mapOf(packages, ({ row, ...each }) =>
    itemOf({
      ...each,
      knowledge: known(row),
      stage: to,
      losses,
      above: to.latest === 'block' ? newest.above(identityOf(row)) : undefined,
      flaw: images.flaws.get(row.slug_perm),
    }),
  )
  const items = inPlanOrder([
    ...holdWhole(
      examined.map((item) => withHolds(item, holds, to.tag)),
      images.parts,
    ),
    ...arrived,
  ])
  const bySlug = new Map(rows.map((row) => [row.slug_perm, row]))
  const promoted = items.flatMap(({ outcome, slugPerm }) => (outcome === 'promote' ? (bySlug.get(slugPerm) ?? []) : []))
  const latest = newest.moves(promoted.map(identityOf))
  const sizes = { source: source.size ?? null, destination: destination.size ?? null }
  return {
    owner,
    from: from.name,
    to: to.name,
    edge: to.edge,
    gates: to.gates.map((gate) => gate.name),
    source: from.repository,
    destination: to.repository,
    action: to.action,
    tag: to.tag ?? null,
    set,
    paused: holds.paused ?? null,
    hash,
    read: { source: selected.read, destination: seen.size },
    found: selected.found,
    sizes,
    items,
    latest,
    unordered: newest.unordered(promoted.map(identityOf)),
    retention: lossesFrom(promoted),
    missing: options.dependencies ? await dependencies.missing(promoted) : null,
    cost: costOf(aheadOf(items, promoted, { stage: to, latest, sizes, found: selected.found }), {
      rateLimit: cloudsmith.rateLimit,
      now: now.getTime(),
    }),
  }
}

/** What may be taken along: what is synchronised, in the stage, and not left alone by the pipeline. */
const mayCome =
  ({ stage, pipeline }: SelectRules) =>
  (row: PackageRow): boolean =>
    row.is_sync_completed && stage.whyNot(row) === undefined && pipeline.whyNot(row) === undefined
