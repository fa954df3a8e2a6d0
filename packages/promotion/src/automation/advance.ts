import type { Clock, Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { apply } from '../apply/apply.ts'
import type { Report } from '../apply/report.ts'
import type { Approval } from '../gates/knowledge.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { Edge, Pipeline, Stage } from '../pipeline/pipeline.ts'
import { plan } from '../plan/make-plan.ts'
import type { Plan } from '../plan/plan.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf } from '../repository/identity.ts'
import { openRepository } from '../repository/repository.ts'
import type { Selection } from '../repository/select.ts'

/** An edge that is automated. */
export interface AutomatedEdge extends Edge {
  /** Only packages with this tag. Default: all. */
  readonly tag?: string | undefined
}

/** Says what people decided. */
export interface Deciders {
  /** Waivers that hold for an edge. Default: none. */
  waivers?: ((edge: Edge) => readonly Waiver[] | Promise<readonly Waiver[]>) | undefined
  /** Approvals of a plan, which are bound to its `hash`. Default: none. */
  approvals?: ((plan: Plan) => readonly Approval[] | Promise<readonly Approval[]>) | undefined
  /** Who asks for the promotions: no approval of one's own counts. */
  requestedBy?: string | undefined
}

/** What it takes to advance packages along an edge. */
export interface Advance extends Deciders {
  readonly cloudsmith: Cloudsmith
  readonly pipeline: Pipeline
  readonly edge: AutomatedEdge
  readonly source: Stage
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
}

/** Packages that are at the source of an edge now, and that the edge is for. What has left is nobody's business any more. */
export async function candidates({ cloudsmith, pipeline, edge, source, signal }: Advance, slugs: readonly string[]) {
  const found: Package[] = []
  const place = openRepository(cloudsmith, { owner: pipeline.owner, repo: source.repository }, { signal })
  await eachOf(slugs, async (slug) => {
    const pkg = await place.one(slug)
    const { tag } = edge
    if (pkg !== undefined && (tag === undefined || Object.values(pkg.tags).flat().includes(tag))) found.push(pkg)
  })
  return found
}

/** What is selected by packages. */
export const these = (packages: readonly Package[]): Selection => ({ packages: packages.map(identityOf) })

/** Plans for what is selected, with what people decided about that very plan. */
export async function planFor(advance: Advance, select: Selection): Promise<{ plan: Plan; decided: Decided }> {
  const { cloudsmith, pipeline, edge, clock, signal, requestedBy } = advance
  const { from, to } = edge
  const waivers = (await advance.waivers?.(edge)) ?? []
  const options = { from, to, select, allowEmpty: true, waivers, requestedBy, signal }
  const made = await plan(cloudsmith, pipeline, { ...options, now: new Date(clock.now()) })
  const approvals = (await advance.approvals?.(made)) ?? []
  const decided = { waivers, approvals, requestedBy }
  if (approvals.length === 0) return { plan: made, decided }
  // The gates have not heard of them yet. The hash stays the same: answers of gates are not in it.
  return { plan: await plan(cloudsmith, pipeline, { ...options, approvals, now: new Date(clock.now()) }), decided }
}

interface Decided {
  waivers: readonly Waiver[]
  approvals: readonly Approval[]
  requestedBy: string | undefined
}

/** Applies a plan. */
export const applyFor = (
  { cloudsmith, pipeline, clock, signal }: Advance,
  { plan: made, decided }: { plan: Plan; decided: Decided },
): Promise<Report> => apply(cloudsmith, pipeline, made, { ...decided, clock, signal })
