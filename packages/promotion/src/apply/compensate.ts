import { isSent } from '../plan/is-sent.ts'
import { inBulk } from '../repository/bulk.ts'
import { isGood, type Journey, mayTakeBack } from './journey.ts'
import type { Run } from './run.ts'
import { takeBack } from './take-back.ts'

/**
 * Handles packages that did not arrive as they should have, as the stage is configured to. A release set is undone as a whole if one of its packages
 * failed. A package that shows the tag of the stage was delivered and is never taken back; nor is one that another run brought to a stage without a
 * tag, which is for a human to decide.
 */
export async function compensate(run: Run): Promise<void> {
  const { plan, stage, journeys } = run
  const mine = (journey: Journey) => mayTakeBack(journey, plan.tag)
  if (plan.set !== null) {
    if (journeys.every(isGood)) return
    const isDelivered = journeys.some(({ delivered }) => delivered)
    await undo(run, isDelivered ? [] : journeys.filter(mine))
    for (const journey of journeys.filter((each) => isGood(each) && !each.delivered && each.item.outcome !== 'already there')) {
      journey.outcome = isSent(journey.item) ? 'failed' : 'blocked'
      journey.reasons = [isSent(journey.item) ? ofBefore : 'it was not tagged, because its release set is incomplete']
    }
    return
  }
  const failed = journeys.filter((journey) => journey.outcome === 'failed' && mine(journey))
  if (stage.onFailedArrival === 'remove') await undo(run, failed)
  if (stage.onFailedArrival === 'quarantine') await quarantine(run, failed)
}

const ofBefore =
  'its release set is incomplete, and an earlier run sent or delivered parts of it: decide by hand what to do with it'

async function undo(run: Run, brought: readonly Journey[]): Promise<void> {
  if (brought.length === 0) return
  const { cloudsmith, plan, source, destination, signal, tell } = run
  const bySlug = new Map(brought.map((journey) => [journey.row?.slug_perm ?? '', journey]))
  const entries = [...bySlug].map(([slug, { item }]) => ({ ...item, source: item.slugPerm, destination: slug }))
  const undone = await takeBack(cloudsmith, { source, destination, action: plan.action }, entries, signal)
  for (const [slug, outcome] of undone) {
    const journey = bySlug.get(slug)
    if (journey === undefined) continue
    if ('deed' in outcome) {
      const why = journey.reasons.length > 0 ? journey.reasons : ['another package of its release set did not arrive']
      Object.assign(journey, { outcome: 'compensated', reasons: why, did: [...journey.did, outcome.deed] })
      tell({ type: 'compensated', package: journey.item.package })
    } else {
      Object.assign(journey, { outcome: 'failed', reasons: [...journey.reasons, outcome.why] })
    }
  }
}

async function quarantine({ cloudsmith, destination: { owner, repo }, signal }: Run, failed: readonly Journey[]): Promise<void> {
  const open = failed.filter(({ row }) => row !== undefined && !row.is_quarantined)
  if (open.length === 0) return
  const slugs = open.map(({ row }) => row?.slug_perm ?? '')
  const { refused } = await inBulk(cloudsmith, { owner, repo, action: 'Quarantine' }, slugs, signal)
  for (const journey of open) {
    const why = refused.get(journey.row?.slug_perm ?? '')
    if (why === undefined) journey.did = [...journey.did, 'quarantined']
    else journey.reasons = [...journey.reasons, `it cannot be quarantined: ${why}`]
  }
}
