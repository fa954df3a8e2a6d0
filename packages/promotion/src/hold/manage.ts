import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { hasTag } from '../package/tags.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { ruleOfPipeline, ruleOfStage } from '../pipeline/stage-rows.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import { openRepository } from '../repository/repository.ts'
import { type Selection, select } from '../repository/select.ts'
import { describeWanted } from '../repository/wanted.ts'
import { firstOf } from '../text/cut.ts'
import { beginHold, type Hold, type HoldRequest, isInForce, unexplained } from './hold.ts'
import { HoldError } from './hold-error.ts'
import type { HeldPackage, HoldList } from './hold-list.ts'
import type { EdgeName, HoldStore } from './hold-store.ts'
import { liftHold, readHold, setHold } from './package-hold.ts'
import { holdTag } from './stage-tag.ts'
import { untilShown } from './until-shown.ts'

/** Options of {@link holds}. */
export interface HoldsOptions {
  /** The edge, by the names of its stages. Its own name matters only for pausing: a package is held from a stage, whichever edge leads there. */
  edge: EdgeName
  /** The store of paused edges. Default: none, so no edge is paused. */
  holdStore?: HoldStore | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/** Options of {@link hold}. */
export interface HoldOptions extends HoldsOptions, HoldRequest {
  /** The packages to hold, in the stage that the edge leads from. Default: pauses the edge itself, which needs a `holdStore`. */
  packages?: Selection | undefined
}

/** Options of {@link resume}. */
export interface ResumeOptions extends HoldsOptions {
  /** The packages to resume; `everything` selects all that are held. Default: resumes the edge itself, and no package with a hold of its own. */
  packages?: Selection | undefined
  /** Who resumes them. */
  by: string
}

/** What was held until it was resumed. */
export interface Resumption extends HoldList {
  /** Who resumed it. */
  readonly by: string
  /** When it was resumed, in ISO 8601. */
  readonly at: string
}

/**
 * Holds packages back from an edge, or pauses the edge. Plans show held packages as blocked, and runs and automation leave them alone, until somebody
 * resumes them, promotes them by hand, or `until` has passed.
 *
 * Holds of packages are kept at the service, visible and searchable for everyone: as the tag `held-from-…` with the name of the stage that the
 * package must not reach, and as metadata with the author, reason, start and end. If the caller may not attach metadata, the tag alone holds the
 * package. Takes three requests for each package.
 *
 * @returns the new holds; if the service refused the details of a package, all fields of its hold are null
 * @throws {PipelineError} there is no such edge
 * @throws {PlanError} nothing is selected, or a selected package is not in the stage
 * @throws {HoldError} an edge is to be paused without a `holdStore`
 * @throws {InvalidRequestError} `by` or `why` is missing or too long, or `until` is not in the future
 * @example
 * await hold(cloudsmith, pipeline, { edge: { from: 'staging', to: 'production' }, packages: { tag: 'v2' }, by: 'ada', why: 'bad release' })
 */
export async function hold(cloudsmith: Cloudsmith, pipeline: Pipeline, options: HoldOptions): Promise<HoldList> {
  const { signal, packages, holdStore } = options
  const { clock } = cloudsmith
  const door = doorOf(cloudsmith, pipeline, options)
  const { owner, edge, place } = door
  const begun = beginHold(options, clock.now())
  if (packages === undefined) {
    await storeOf(holdStore).write({ owner, ...edge }, begun)
    return { owner, edge, paused: { ...begun, expired: false }, items: [] }
  }
  const rows = await door.select(packages)
  const explained = new Set<string>()
  await eachOf(rows, async ({ slug_perm: identifier }) => {
    if (await setHold(cloudsmith, { ...place, identifier }, edge, begun, { now: clock.now(), signal })) explained.add(identifier)
  })
  await untilShown(cloudsmith, place, rows, holdTag(edge.to), signal)
  const items = rows.map((row) => heldPackage(row, explained.has(row.slug_perm) ? begun : unexplained, clock.now()))
  return { owner, edge, paused: null, items }
}

/**
 * Ends holds that {@link hold}, `rollback` or `restore` created.
 *
 * @returns what was held
 * @throws {PipelineError} there is no such edge
 * @throws {PlanError} a selected package is not in the stage
 * @throws {HoldError} an edge is to be resumed without a `holdStore`
 */
export async function resume(cloudsmith: Cloudsmith, pipeline: Pipeline, options: ResumeOptions): Promise<Resumption> {
  const { signal, packages, holdStore, by } = options
  const { clock } = cloudsmith
  const door = doorOf(cloudsmith, pipeline, options)
  const { owner, edge, place } = door
  const at = new Date(clock.now()).toISOString()
  if (packages === undefined) {
    const store = storeOf(holdStore)
    const paused = await store.read({ owner, ...edge })
    await store.remove({ owner, ...edge })
    return { owner, edge, by, at, paused: pauseOf(paused, clock.now()), items: [] }
  }
  const tag = holdTag(edge.to)
  const rows = packages === 'everything' ? await door.select({ tag }, true) : await door.select(packages)
  const held = rows.filter((row) => hasTag(row, tag))
  const items = await door.describe(held, clock.now())
  await eachOf(held, ({ slug_perm: identifier }) => liftHold(cloudsmith, { ...place, identifier }, edge, signal))
  return { owner, edge, by, at, paused: null, items }
}

/**
 * Lists the holds at an edge, with their reasons: searches for the tag, and makes a request for each package that has it.
 *
 * @throws {PipelineError} there is no such edge
 */
export async function holds(cloudsmith: Cloudsmith, pipeline: Pipeline, options: HoldsOptions): Promise<HoldList> {
  const { holdStore } = options
  const { clock } = cloudsmith
  const door = doorOf(cloudsmith, pipeline, options)
  const { owner, edge } = door
  const rows = await door.select({ tag: holdTag(edge.to) }, true)
  const items = await door.describe(rows, clock.now())
  const paused = pauseOf(await holdStore?.read({ owner, ...edge }), clock.now())
  return { owner, edge, paused, items }
}

/** The beginning of an edge, with functions to read the packages there. */
function doorOf(cloudsmith: Cloudsmith, pipeline: Pipeline, { edge: { from, to, name }, signal }: HoldsOptions) {
  const { source } = edgeOf(pipeline, from, to, name)
  const { owner } = pipeline
  const edge: EdgeName = { from, to, ...(name === undefined ? {} : { name }) }
  const place = { owner, repo: source.repository }
  return {
    ...{ owner, edge, place },

    /** @throws {PlanError} nothing is selected and that is not allowed, or a selected package is not in the stage */
    async select(selection: Selection, allowEmpty = false): Promise<readonly Package[]> {
      const repository = openRepository(cloudsmith, place, { signal })
      const rules = { stage: ruleOfStage(source), pipeline: ruleOfPipeline(pipeline) }
      const { rows, missing, missingSlugs } = await select(repository, selection, { rules, keep: (row) => row, allowEmpty })
      const nowhere = [...missing.map(describeWanted), ...missingSlugs]
      if (nowhere.length > 0)
        throw new PlanError(`${from} (${owner}/${place.repo}) does not have ${firstOf(nowhere).join(', ')}.`)
      return rows
    },

    /** Packages with their holds. */
    async describe(rows: readonly Package[], now: number): Promise<readonly HeldPackage[]> {
      const found = new Map<string, Hold>()
      await eachOf(rows, async (row) => {
        const current = await readHold(cloudsmith, { ...place, identifier: row.slug_perm }, row, edge, signal)
        if (current !== undefined) found.set(row.slug_perm, current)
      })
      return rows.map((row) => heldPackage(row, found.get(row.slug_perm) ?? unexplained, now))
    },
  }
}

/** @throws {HoldError} there is none */
function storeOf(store: HoldStore | undefined): HoldStore {
  if (store !== undefined) return store
  throw new HoldError(
    'Pausing an edge needs a store: pass { holdStore: fileHolds(path) }, or select packages, which need no store.',
  )
}

const heldPackage = (row: Package, hold: Hold, now: number): HeldPackage => ({
  package: identityOf(row),
  slugPerm: row.slug_perm,
  hold,
  expired: !isInForce(hold, now),
})

const pauseOf = (paused: Hold | undefined, now: number): HoldList['paused'] =>
  paused === undefined ? null : { ...paused, expired: !isInForce(paused, now) }
