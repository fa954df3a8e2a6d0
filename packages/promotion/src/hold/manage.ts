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

/** What {@link holds} takes. */
export interface HoldsOptions {
  /** Between stages, by their names. The name of an edge matters where it is paused: a package is held from a stage, whichever edge leads there. */
  edge: EdgeName
  /** Where paused edges are written down. Default: nowhere, so that none is. */
  holdStore?: HoldStore | undefined
  signal?: AbortSignal | undefined
}

/** What {@link hold} takes. */
export interface HoldOptions extends HoldsOptions, HoldRequest {
  /** Which packages of the stage that the edge leads from. Default: the edge itself, which needs a `holdStore`. */
  packages?: Selection | undefined
}

/** What {@link resume} takes. */
export interface ResumeOptions extends HoldsOptions {
  /** Which packages; `everything` is all that are held. Default: the edge itself, and no package that is held by itself. */
  packages?: Selection | undefined
  /** Who resumes them. */
  by: string
}

/** What was held, and is no longer. */
export interface Resumption extends HoldList {
  readonly by: string
  /** ISO 8601. */
  readonly at: string
}

/**
 * Holds packages from an edge, or pauses it: plans show them as blocked, runs and automation leave them where they are, until somebody resumes
 * them, promotes them by hand, or `until` has come.
 *
 * A package is held at the service itself, for everybody to see and to search for: by the tag `held-from-…` with the name of the stage that it
 * must not reach, where it would come from, and by metadata that says who, why, since and until. Where the caller may not attach metadata the tag holds
 * alone. Three requests for each package.
 *
 * @returns what is held now; of a package whose details the service did not take, the hold is all null
 * @throws {PipelineError} there is no such edge
 * @throws {PlanError} nothing is selected, or the stage does not have it
 * @throws {HoldError} an edge is to be paused, and there is no `holdStore`
 * @throws {InvalidRequestError} it does not say who or why, or ends at no time that is to come
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
 * Ends what {@link hold}, `rollback` or `restore` began.
 *
 * @returns what was held
 * @throws {PipelineError} there is no such edge
 * @throws {PlanError} the stage does not have what is selected
 * @throws {HoldError} an edge is to be resumed, and there is no `holdStore`
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
 * What holds at an edge, with the reasons: a search for the tag, and a request for each package that shows it.
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

/** Where an edge begins, and what is to be known of the packages there. */
function doorOf(cloudsmith: Cloudsmith, pipeline: Pipeline, { edge: { from, to, name }, signal }: HoldsOptions) {
  const { source } = edgeOf(pipeline, from, to, name)
  const { owner } = pipeline
  const edge: EdgeName = { from, to, ...(name === undefined ? {} : { name }) }
  const place = { owner, repo: source.repository }
  return {
    ...{ owner, edge, place },

    /** @throws {PlanError} nothing is selected, unless it may be, or the stage does not have it */
    async select(selection: Selection, allowEmpty = false): Promise<readonly Package[]> {
      const repository = openRepository(cloudsmith, place, { signal })
      const rules = { stage: ruleOfStage(source), pipeline: ruleOfPipeline(pipeline) }
      const { rows, missing, missingSlugs } = await select(repository, selection, { rules, keep: (row) => row, allowEmpty })
      const nowhere = [...missing.map(describeWanted), ...missingSlugs]
      if (nowhere.length > 0)
        throw new PlanError(`${from} (${owner}/${place.repo}) does not have ${firstOf(nowhere).join(', ')}.`)
      return rows
    },

    /** Packages and what holds them. */
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
