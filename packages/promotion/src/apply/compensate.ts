import { inBulk } from '../bulk/in-bulk.ts'
import { undo } from '../undo/undo.ts'
import { isBrought, isGood, type Journey } from './journey.ts'
import type { Run } from './run.ts'

/**
 * Does what the stage says about packages that did not arrive as they should have. A release set is undone as a whole where one of it is not
 * good.
 */
export async function compensate(run: Run): Promise<void> {
  const { plan, stage, journeys } = run
  if (plan.set !== null) {
    if (!journeys.every(isGood)) await takeBack(run, journeys.filter(isBrought))
    return
  }
  const failed = journeys.filter((journey) => journey.outcome === 'failed' && isBrought(journey))
  if (stage.onFailedArrival === 'remove') await takeBack(run, failed)
  if (stage.onFailedArrival === 'quarantine') await quarantine(run, failed)
}

async function takeBack(run: Run, brought: readonly Journey[]): Promise<void> {
  if (brought.length === 0) return
  const { cloudsmith, plan, source, destination, clock, signal, tell } = run
  const bySlug = new Map(brought.map((journey) => [journey.row?.slug_perm ?? '', journey]))
  const entries = [...bySlug].map(([slug, { item }]) => ({ source: item.slugPerm, destination: slug, files: item.files }))
  const undone = await undo(cloudsmith, { source, destination, action: plan.action }, entries, { signal, clock })
  for (const [slug, outcome] of undone) {
    const journey = bySlug.get(slug)
    if (journey === undefined) continue
    if ('deed' in outcome) {
      const why = journey.reasons.length > 0 ? journey.reasons : ['another of its release set did not arrive']
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
