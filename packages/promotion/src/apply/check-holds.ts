import type { Package } from '@cloudsmith-sdk/client'
import { describeHold, describePause } from '../hold/hold.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import { readHolds } from '../hold/read-holds.ts'
import { openHolds } from '../plan/with-holds.ts'
import { isOpen, type Journey } from './journey.ts'
import type { Run } from './run.ts'
import { hold } from './together.ts'

/**
 * Holds back packages that have been held since the plan was made: those about to be sent, and those at the destination without the tag of the stage.
 *
 * @param sources rows of the source, by `slug_perm`
 * @param sending packages to be sent, or tagged where they are; all of them have been looked up in `sources`
 */
export async function checkHolds(
  run: Run,
  {
    sources,
    sending,
    holdStore,
  }: { sources: ReadonlyMap<string, Package>; sending: readonly Journey[]; holdStore: HoldStore | undefined },
  rowsOf: (journey: Journey) => readonly Package[],
): Promise<void> {
  const { cloudsmith, plan, source, journeys, signal } = run
  const isSending = new Set(sending)
  const arrived = plan.tag === null ? [] : journeys.filter((each) => isOpen(each) && !each.delivered && !isSending.has(each))
  const concerned = [...sending, ...arrived]
  if (concerned.length === 0) return
  const known = new Map([...sources, ...(await originals())])
  const edge = { from: plan.from, to: plan.to, name: plan.edge ?? undefined }
  const rows = concerned.flatMap(({ item }) => known.get(item.slugPerm) ?? [])
  const holds = await readHolds(cloudsmith, source, edge, rows, { now: cloudsmith.clock.now(), holdStore, signal })
  for (const journey of concerned) {
    const open = openHolds(holds, journey.item)
    if (open.length === 0) continue
    const reasons = open.map((each) => (each === holds.paused ? describePause(each) : describeHold(each)))
    hold(journey, 'blocked', reasons)
  }

  /** The rows that carry the holds of packages that have arrived: at the source, or the package itself if it was moved. */
  async function originals(): Promise<readonly [string, Package][]> {
    if (plan.action === 'copy') return [...(await source.bySlug(arrived.map(({ item }) => item)))]
    return arrived
      .flatMap((journey) => rowsOf(journey).filter(({ slug_perm }) => slug_perm === journey.item.slugPerm))
      .map((row) => [row.slug_perm, row])
  }
}
