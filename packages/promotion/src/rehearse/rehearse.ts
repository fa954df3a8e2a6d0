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
  /** `mirror` of `@cloudsmith-sdk/emulator/mirror`. */
  mirror: MakeMirror
  /** `all` reads what scans found in each package, a request for each, so that the mirror finds the same. Default: `none`. */
  findings?: 'all' | 'none' | undefined
  /** What comes of it once everybody has agreed who is asked. Default: what comes of it now, with the approvals that are given. */
  agreed?: boolean | undefined
  /** With `agreed`: where Docker images are, as the plan was made with. A mirror has no manifests. Default: none. */
  registry?: Registry | undefined
}

/** A package that would be quarantined. */
export interface QuarantinedPackage {
  readonly package: Identity
  /** In the words of the service; null where it says nothing. */
  readonly why: string | null
}

/** A name of which another version would be the latest. */
export interface MovedLatest {
  readonly format: string
  readonly name: string
  readonly from: string
  /** Null where none would be any more. */
  readonly to: string | null
}

/** What applying a plan came to in a mirror of its stages. */
export interface Rehearsal {
  readonly report: Report
  /** What the destination would quarantine when it comes. */
  readonly quarantined: readonly QuarantinedPackage[]
  /** Packages that the destination would lose: those that it has, and those that have just come. */
  readonly deletedByRetention: readonly Identity[]
  /** Names of which another version would be the latest than now. */
  readonly latest: readonly MovedLatest[]
  /** What the mirror does not have, and so cannot tell. */
  readonly unknown: readonly MirrorGap[]
}

/**
 * Applies a plan to a mirror of its stages, in memory and on virtual time. Of the workspace it only reads: a request for each 500 packages of both
 * stages, one more for each list that is longer, and for all the rest nine, however much there is.
 *
 * @throws {Error} as `mirror` does, and as `apply` does of the mirror
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
    // No promotion depends on these, and upstreams alone are a request for each format.
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
  // What comes of it later, such as findings of scans, comes now.
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

/** What the destination holds, by `slug_perm`. */
async function held(cloudsmith: Cloudsmith, { owner, destination: repo }: Plan): Promise<Held> {
  const rows = await cloudsmith.packages.list({ owner, repo, page_size: 500 }).toArray()
  return new Map(rows.map((row) => [row.slug_perm, row]))
}

/** What arrived, and is gone by itself. */
const lostOf = ({ items }: Report, after: Held): Identity[] =>
  items
    .filter(({ outcome, destination }) => outcome === 'promoted' && destination !== null && !after.has(destination))
    .map(({ package: identity }) => identity)

/** Where the service marks another version as the latest than before. */
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
