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
  edge: AutomatedEdge
  /** Packages that something happened to, by their `slug_perm`. Default: everything that the edge is for. */
  slugPerms?: readonly string[] | undefined
  /** Waivers beside those of the pipeline. Default: none. */
  waivers?: readonly Waiver[] | undefined
  /** Who asks for the promotions: no approval of one's own counts. */
  requestedBy?: string | undefined
  /** Where Docker images are: see `plan`. Default: none, and images for several platforms are blocked. */
  registry?: Registry | undefined
  /** Where paused edges are written down. Default: none, so that no edge is paused. */
  holdStore?: HoldStore | undefined
  signal?: AbortSignal | undefined
}

/**
 * Plans as `autopromote` does, for whoever keeps plans and applies them elsewhere: of packages that something happened to, those that are at the
 * source now and that the edge is for. A plan without packages is none that went wrong.
 *
 * @throws {PipelineError} there is no such edge
 * @throws {RegistryError} the registry of images does not answer as it should
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
