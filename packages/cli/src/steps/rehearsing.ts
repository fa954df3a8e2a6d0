import type { Cloudsmith, Package } from '@cloudsmith-sdk/client'
import type { MirrorGap } from '@cloudsmith-sdk/emulator/mirror'
import type { Plan, Report } from '@cloudsmith-sdk/promotion'
import { engine } from '../core/engine.ts'
import type { MovedLatest, QuarantinedPackage } from '../documents/promotions.ts'
import { decidedBeside } from '../files/decided.ts'
import type { Task } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { watchQuarantines } from './arrivals.ts'

/** What applying a plan came to in a mirror of its stages. */
export interface Rehearsed {
  readonly report: Report
  readonly quarantined: readonly QuarantinedPackage[]
  readonly deletedByRetention: readonly string[]
  readonly latest: readonly MovedLatest[]
  readonly unknown: readonly MirrorGap[]
}

/**
 * Applies a plan to a mirror of its stages, in memory and on virtual time. It takes a request for 500 packages, one more for each list that is longer, and
 * for all the rest nine, however much there is.
 */
export async function rehearse(task: Task, plan: Plan, findings: 'all' | 'none'): Promise<Rehearsed> {
  const { mirror } = await import('@cloudsmith-sdk/emulator/mirror')
  const { Cloudsmith } = await import('@cloudsmith-sdk/client')
  const { apply } = await engine()
  const { pipeline, path } = await task.pipeline()
  const { signal } = task.context
  const { emulator, unknown } = await mirror(await task.cloudsmith(), {
    ...{ owner: plan.owner, repositories: [...new Set([plan.source, plan.destination])], findings, signal },
    // No promotion depends on these, and upstreams alone are a request for each format.
    without: ['people', 'privileges', 'upstreams', 'connected repositories', 'webhooks', 'entitlements'],
  })
  const quarantines = watchQuarantines(emulator.fetch, plan.destination)
  const { origin: baseUrl, clock } = emulator
  const rehearsal = new Cloudsmith({ ...{ apiKey: 'emulator-admin-key', baseUrl, clock }, fetch: quarantines.fetch })
  const before = await held(rehearsal, plan)
  const report = await apply(rehearsal, pipeline, plan, {
    ...(await decidedBeside(path)),
    signal,
  })
  // What comes of it later, such as findings of scans, comes now.
  await emulator.settle()
  const after = await held(rehearsal, plan)
  return {
    ...{ report, unknown, latest: movesOf(before, after) },
    quarantined: [...quarantines.seen.values()]
      .filter(({ slug_perm }) => before.get(slug_perm)?.is_quarantined !== true)
      .map((row) => ({ package: named(row), why: row.status_reason ?? null })),
    deletedByRetention: [...before.values()]
      .filter(({ slug_perm }) => !after.has(slug_perm))
      .map(named)
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
const lostOf = ({ items }: Report, after: Held): string[] =>
  items
    .filter(({ outcome, destination }) => outcome === 'promoted' && destination !== null && !after.has(destination))
    .map(({ package: identity }) => nameOf(identity))

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

/** As much of a row as names a package. */
type Named = { readonly format: string; readonly name?: string | null | undefined; readonly version?: string | null | undefined }

const named = ({ format, name, version }: Named): string => `${format}:${name}@${version}`
