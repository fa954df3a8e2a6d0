import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { ApprovalOptions } from '../approval/admit.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import { edgeOf } from '../pipeline/edge-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { planSelected } from '../plan/make-plan.ts'
import type { PlanOptions } from '../plan/options.ts'
import type { Plan } from '../plan/plan.ts'
import type { Registry } from '../registry/registry.ts'
import type { AutomatedEdge } from './advance.ts'
import { candidatesOf } from './candidates.ts'

/** Options of {@link planEdge}. */
export interface PlanEdgeOptions extends ApprovalOptions {
  /** The edge to plan for. */
  edge: AutomatedEdge
  /** The packages to consider, by their `slug_perm`. Default: every package that the edge is for. */
  slugPerms?: readonly string[] | undefined
  /** Waivers in addition to those of the pipeline. Default: none. */
  waivers?: readonly Waiver[] | undefined
  /** Who requests the promotions: that person's own approvals do not count. Default: nobody. */
  requestedBy?: string | undefined
  /** The registry of the Docker images: see `plan`. Default: none, so multi-platform images are blocked. */
  registry?: Registry | undefined
  /** The store of paused edges. Default: none, so no edge is paused. */
  holdStore?: HoldStore | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/**
 * Makes the plan that `autopromote` would make, for callers that store plans and apply them elsewhere. Of the given packages, it includes those that
 * are at the source now and match the edge. A plan without packages is not an error.
 *
 * @throws {PipelineError} there is no such edge
 * @throws {RegistryError} the image registry does not respond as it should
 */
export async function planEdge(cloudsmith: Cloudsmith, pipeline: Pipeline, options: PlanEdgeOptions): Promise<Plan> {
  const { edge, slugPerms, waivers, approvals, revocations, trust, requestedBy, registry, holdStore, signal } = options
  const { from, to, name, tag } = edge
  const asked: PlanOptions = {
    ...{ from, to, edge: name, select: tag === undefined ? 'everything' : { tag }, allowEmpty: true },
    ...{ waivers, approvals, revocations, trust, requestedBy, registry, holdStore, signal },
  }
  if (slugPerms === undefined) return await planSelected(cloudsmith, pipeline, asked)
  const way = edgeOf(pipeline, from, to, name)
  const { rows } = await candidatesOf({ cloudsmith, pipeline, edge, ...way, signal }, slugPerms)
  const selected = { rows, missing: [], missingSlugs: [], read: rows.length, found: null }
  return await planSelected(cloudsmith, pipeline, asked, selected)
}
