import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import { applyPreparing } from '../apply/apply.ts'
import type { Report } from '../apply/report.ts'
import type { ApprovalOptions } from '../approval/admit.ts'
import type { Trust } from '../approval/trust.ts'
import type { GivenApproval, GivenRevocation } from '../approval/word.ts'
import type { Waiver } from '../gates/waiver.ts'
import type { EdgeName, HoldStore } from '../hold/hold-store.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Destination } from '../pipeline/edge-of.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { planSelected } from '../plan/make-plan.ts'
import type { Plan } from '../plan/plan.ts'
import type { Registry } from '../registry/registry.ts'

/** An edge that is automated. */
export interface AutomatedEdge extends EdgeName {
  /** Only packages with this tag. Default: all. */
  readonly tag?: string | undefined
}

/** Says what people decided. */
export interface Deciders {
  /** Waivers that hold for an edge. Default: none. */
  waivers?: ((edge: AutomatedEdge) => readonly Waiver[] | Promise<readonly Waiver[]>) | undefined
  /** What people agreed to, of this plan or of earlier ones. Default: nothing. */
  approvals?: ((plan: Plan) => readonly GivenApproval[] | Promise<readonly GivenApproval[]>) | undefined
  /** What they took back. Default: nothing. */
  revocations?: ((plan: Plan) => readonly GivenRevocation[] | Promise<readonly GivenRevocation[]>) | undefined
  /** Whose signatures and tokens count. Default: nobody's. */
  trust?: Trust | undefined
  /** Who asks for the promotions: no approval of one's own counts. */
  requestedBy?: string | undefined
  /** Where paused edges are written down. Packages that are held need none. Default: none, so that no edge is paused. */
  holdStore?: HoldStore | undefined
  /** Where plans, what people decided, runs and reports are written down, once something goes. Default: nowhere. */
  ledger?: Ledger | undefined
}

/** What it takes to advance packages along an edge. */
export interface Advance extends Deciders {
  /** Where Docker images are. */
  readonly registry?: Registry | undefined
  readonly cloudsmith: Cloudsmith
  readonly pipeline: Pipeline
  readonly edge: AutomatedEdge
  readonly source: Stage
  readonly destination: Destination
  readonly signal: AbortSignal | undefined
}

/** What of an edge is looked at. */
export interface Candidates {
  /** At the source. */
  readonly rows: readonly Package[]
  /** `slug_perm`s of what left the source, and was cut off before it was verified and tagged. */
  readonly stranded: readonly string[]
}

/** A plan, and what people decided about it. */
export interface Decided {
  readonly plan: Plan
  readonly decided: Readonly<ApprovalOptions> & {
    readonly waivers: readonly Waiver[]
    readonly holdStore: HoldStore | undefined
  }
}

/**
 * Plans for candidates, or for all there is where none are given, and asks what people decided about that very plan: their approvals count when it
 * is applied. What is held stays held.
 */
export async function planFor(advance: Advance, candidates?: Candidates): Promise<Decided> {
  const { cloudsmith, pipeline, edge, signal, requestedBy, registry, holdStore } = advance
  const { from, to, name } = edge
  const waivers = (await advance.waivers?.(edge)) ?? []
  const select = edge.tag === undefined ? 'everything' : { tag: edge.tag }
  const selected = candidates && {
    ...candidates,
    missing: [],
    missingSlugs: candidates.stranded,
    read: candidates.rows.length,
    found: null,
  }
  const now = new Date(cloudsmith.clock.now())
  const asked = { from, to, edge: name, select, allowEmpty: true } as const
  const options = { ...asked, waivers, requestedBy, registry, holdStore, now, signal }
  const plan = await planSelected(cloudsmith, pipeline, options, selected)
  const [approvals, revocations] = await Promise.all([advance.approvals?.(plan), advance.revocations?.(plan)])
  return { plan, decided: { waivers, approvals, revocations, trust: advance.trust, holdStore } }
}

/**
 * Applies a plan.
 *
 * @param prepare given the `slug_perm`s at the source of what is about to be sent
 */
export const applyFor = (
  { cloudsmith, pipeline, signal, ledger }: Advance,
  { plan, decided }: Decided,
  prepare: (leaving: readonly string[]) => Promise<void>,
): Promise<Report> => applyPreparing(cloudsmith, pipeline, plan, { ...decided, ledger, signal }, prepare)
