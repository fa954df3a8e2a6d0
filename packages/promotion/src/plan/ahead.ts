import { finishedScan } from '@cloudsmith-sdk/client/sync'
import { circlesOf } from '../dependencies/circles.ts'
import type { Destination } from '../pipeline/edge-of.ts'
import { type Identity, identityOf } from '../repository/identity.ts'
import { queriesFor } from '../repository/queries.ts'
import { pagesOf } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import type { Ahead } from './cost.ts'
import { goes, isSent } from './is-sent.ts'
import { nameKey } from './newest.ts'
import { memberOf } from './note-needs.ts'
import type { Plan, PlanEstimates, PlanItem } from './plan.ts'
import { watchedOf } from './watched.ts'

/** The work that applying a plan takes. */
export function aheadOf(
  items: readonly PlanItem[],
  promoted: readonly PackageRow[],
  {
    stage,
    latest,
    sizes,
    found,
    policies,
  }: { stage: Destination; policies: number | null } & Pick<Plan, 'latest'> & Pick<PlanEstimates, 'sizes' | 'found'>,
): Ahead {
  const already = items.filter(({ outcome }) => outcome === 'already there')
  const marking = items.filter((item) => goes(item) && !isSent(item)).map((item) => item.package)
  const untagged = stage.tag === undefined ? 0 : promoted.length + already.filter(({ delivered }) => !delivered).length
  const watched = watchedOf({ latest }, stage)
  return {
    waves: wavesOf(items.filter((item) => goes(item) && isSent(item))),
    present: [...already.map((item) => item.package), ...marking],
    watching: items
      .filter((item) => goes(item) && isSent(item) && watched.has(nameKey(item.package)))
      .map((item) => item.package),
    marking: stage.action === 'tag' ? [] : marking,
    tagging: untagged,
    scanned: promoted.some((row) => finishedScan(row)?.verdict !== 'unscannable'),
    sizes,
    found,
    asking: askingOf(stage, promoted, policies),
  }
}

/**
 * Requests that the gates of a stage need again when the plan is applied.
 *
 * @param policies number of policies that are simulated; null if the log of every package is read instead
 */
function askingOf({ gates }: Pick<Destination, 'gates'>, promoted: readonly PackageRow[], policies: number | null): number {
  const vulnerable = promoted.filter((row) => finishedScan(row)?.verdict === 'vulnerable').length
  const findings =
    gates.some((gate) => gate.needsFindings) && vulnerable > 0 ? vulnerable + (vulnerable > 1 ? pagesOf(vulnerable) : 1) : 0
  const metadata = gates.some((gate) => gate.needsMetadata) ? promoted.length : 0
  const judged = policies === null ? promoted.length : policies * queriesFor(promoted.map(identityOf), {}).length
  const decisions = gates.some((gate) => gate.needsDecisions) && promoted.length > 0 ? 1 + judged : 0
  return findings + metadata + decisions
}

/** The packages to send, in waves: each needs only packages of earlier waves. */
function wavesOf(sending: readonly PlanItem[]): Identity[][] {
  const bySlug = new Map(sending.map((item) => [item.slugPerm, item.package]))
  const byWave = Map.groupBy(circlesOf(sending.map(memberOf)), ({ wave }) => wave)
  return [...byWave.values()].map((circles) =>
    circles.flatMap(({ slugPerms }) => slugPerms.flatMap((slug) => bySlug.get(slug) ?? [])),
  )
}
