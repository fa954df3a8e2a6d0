import { Cloudsmith, type Package } from '@cloudsmith-sdk/client'
import { type ApplyOptions, apply } from '../apply/apply.ts'
import type { Report } from '../apply/report.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Plan } from '../plan/plan.ts'
import type { Registry } from '../registry/registry.ts'
import { type Identity, identityOf } from '../repository/identity.ts'
import { asIfAgreed } from './as-if-agreed.ts'
import type { MakeMirror, MirrorGap } from './mirror.ts'
import { watchQuarantines } from './watch-quarantines.ts'

/** Options of {@link rehearse}. */
export interface RehearsalOptions extends Omit<ApplyOptions, 'ledger' | 'timeout'> {
  /** Creates the mirror: pass `mirror` of `@cloudsmith-sdk/emulator/mirror`. */
  mirror: MakeMirror
  /** `all` reads the scan findings of each package, at one request per package, so that the mirror has the same findings. Default: `none`. */
  findings?: 'all' | 'none' | undefined
  /** Rehearse as if everybody had approved whose approval is required. Default: false, which counts only the approvals that are passed. */
  agreed?: boolean | undefined
  /** With `agreed`: the registry that the plan was made with. A mirror contains no manifests. Default: none. */
  registry?: Registry | undefined
}

/** A package that would be quarantined. */
export interface QuarantinedPackage {
  /** Identity of the package. */
  readonly package: Identity
  /** The service's reason; null if it gives none. */
  readonly why: string | null
}

/** A name whose latest version would change. */
export interface MovedLatest {
  /** Format of the package. */
  readonly format: string
  /** Name of the package. */
  readonly name: string
  /** The version that is marked as the latest now. */
  readonly from: string
  /** The version that would be marked then; null if none would be. */
  readonly to: string | null
}

/** The result of applying a plan to a mirror of its stages. */
export interface Rehearsal {
  /** The report of the run. */
  readonly report: Report
  /** Packages that the destination would quarantine on arrival. */
  readonly quarantined: readonly QuarantinedPackage[]
  /** Packages that retention would delete at the destination, including ones that have just arrived. */
  readonly deletedByRetention: readonly Identity[]
  /** Names whose latest version would change. */
  readonly latest: readonly MovedLatest[]
  /** What the mirror lacks, and therefore cannot predict. */
  readonly unknown: readonly MirrorGap[]
}

/**
 * Applies a plan to a mirror of its stages, in memory and on virtual time. In the workspace it only reads: one request for every 500 packages
 * of both stages, one more for each longer list, and nine for everything else, whatever the size.
 *
 * @throws {Error} whatever `mirror` throws, and whatever `apply` throws on the mirror
 * @example
 * const { quarantined } = await rehearse(cloudsmith, pipeline, planned, { mirror, agreed: true })
 */
export async function rehearse(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  plan: Plan,
  { mirror, findings = 'none', agreed = false, registry, ...options }: RehearsalOptions,
): Promise<Rehearsal> {
  const { signal, waivers } = options
  const { emulator, unknown } = await mirror(cloudsmith, {
    ...{ owner: plan.owner, repositories: [...new Set([plan.source, plan.destination])], findings },
    // No promotion depends on these, and upstreams alone take one request per format.
    without: ['people', 'privileges', 'upstreams', 'connected repositories', 'webhooks', 'entitlements'],
    ...(signal === undefined ? {} : { signal }),
  })
  const quarantines = watchQuarantines(emulator.fetch, plan.destination)
  const { origin: baseUrl, clock } = emulator
  const inside = new Cloudsmith({ ...{ apiKey: 'emulator-admin-key', baseUrl, clock }, fetch: quarantines.fetch })
  const before = await held(inside, plan)
  const given = { pipeline, plan }
  const going = agreed ? await asIfAgreed(inside, given, { waivers, registry, signal }) : given
  const report = await apply(inside, going.pipeline, going.plan, options)
  // Later consequences, such as the findings of scans, happen now.
  await emulator.settle()
  const after = await held(inside, plan)
  return {
    ...{ report, unknown, latest: movesOf(before, after) },
    quarantined: [...quarantines.seen.values()]
      .filter(({ slug_perm }) => before.get(slug_perm)?.is_quarantined !== true)
      .map((row) => ({ package: identityOf(row), why: row.status_reason ?? null })),
    deletedByRetention: [...before.values()]
      .filter(({ slug_perm }) => !after.has(slug_perm))
      .map(identityOf)
      .concat(lostOf(report, after)),
  }
}

type Held = ReadonlyMap<string, Package>

/** The packages of the destination, by `slug_perm`. */
async function held(cloudsmith: Cloudsmith, { owner, destination: repo }: Plan): Promise<Held> {
  const rows = await cloudsmith.packages.list({ owner, repo, page_size: 500 }).toArray()
  return new Map(rows.map((row) => [row.slug_perm, row]))
}

/** Packages that arrived and were then removed by the service. */
const lostOf = ({ items }: Report, after: Held): Identity[] =>
  items
    .filter(({ outcome, destination }) => outcome === 'promoted' && destination !== null && !after.has(destination))
    .map(({ package: identity }) => identity)

/** Names for which the service marks another version as the latest than before. */
function movesOf(before: Held, after: Held): MovedLatest[] {
  const [was, is] = [latestIn(before), latestIn(after)]
  return [...was].flatMap(([key, from]) => {
    const to = is.get(key)
    return to?.version === from.version
      ? []
      : [{ format: from.format, name: from.name ?? '', from: from.version ?? '', to: to?.version ?? null }]
  })
}

const latestIn = (packages: Held): ReadonlyMap<string, Package> =>
  new Map([...packages.values()].filter(isLatest).map((row) => [`${row.format}:${row.name}:${row.distro?.slug ?? ''}`, row]))

const isLatest = ({ tags }: Package): boolean =>
  Object.values(tags ?? {})
    .flat()
    .includes('latest')
