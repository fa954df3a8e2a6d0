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
  /** Promotes only packages with this tag. Default: all packages. */
  readonly tag?: string | undefined
}

/** Where approvals, waivers and holds come from, and where runs are recorded. */
export interface Deciders {
  /** Returns the waivers for an edge, in addition to those of the pipeline. Default: none. */
  waivers?: ((edge: AutomatedEdge) => readonly Waiver[] | Promise<readonly Waiver[]>) | undefined
  /** Returns approvals, given for this plan or for earlier ones. Default: none. */
  approvals?: ((plan: Plan) => readonly GivenApproval[] | Promise<readonly GivenApproval[]>) | undefined
  /** Returns revocations of approvals. Default: none. */
  revocations?: ((plan: Plan) => readonly GivenRevocation[] | Promise<readonly GivenRevocation[]>) | undefined
  /** The keys and token issuers that prove who gave an approval. Default: none are trusted. */
  trust?: Trust | undefined
  /** Who requests the promotions: that person's own approvals do not count. Default: nobody. */
  requestedBy?: string | undefined
  /** The store of paused edges. Holds of packages do not need one. Default: none, so no edge is paused. */
  holdStore?: HoldStore | undefined
  /** Records plans, approvals, revocations, runs and reports, once anything is sent. Default: no record. */
  ledger?: Ledger | undefined
}

/** Everything that is needed to promote packages along an edge. */
export interface Advance extends Deciders {
  /** The registry of the Docker images. */
  readonly registry?: Registry | undefined
  readonly cloudsmith: Cloudsmith
  readonly pipeline: Pipeline
  readonly edge: AutomatedEdge
  readonly source: Stage
  readonly destination: Destination
  readonly signal: AbortSignal | undefined
}

/** The packages to consider for an edge. */
export interface Candidates {
  /** Rows of the source. */
  readonly rows: readonly Package[]
  /** `slug_perm`s of packages that left the source in a run that was interrupted before they were verified and tagged. */
  readonly stranded: readonly string[]
}

/** A plan, with its approvals and waivers. */
export interface Decided {
  readonly plan: Plan
  readonly decided: Readonly<ApprovalOptions> & {
    readonly waivers: readonly Waiver[]
    readonly holdStore: HoldStore | undefined
  }
}

/**
 * Plans the candidates, or everything in the source if none are given, and then requests the approvals for that very plan, which count when it is
 * applied. Held packages stay held.
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
 * @param prepare receives the `slug_perm`s, at the source, of the packages about to be sent
 */
export const applyFor = (
  { cloudsmith, pipeline, signal, ledger }: Advance,
  { plan, decided }: Decided,
  prepare: (leaving: readonly string[]) => Promise<void>,
): Promise<Report> => applyPreparing(cloudsmith, pipeline, plan, { ...decided, ledger, signal }, prepare)
