import { ApiError, AuthenticationError, RateLimitError } from '@cloudsmith-sdk/client'
import { isSameHold } from '../hold/hold.ts'
import { liftHold, readHold } from '../hold/package-hold.ts'
import { holdTag } from '../hold/stage-tag.ts'
import { hasTag, removeTags } from '../package/tags.ts'
import { eachOf } from '../repository/concurrency.ts'
import { isGood } from './journey.ts'
import type { Run } from './run.ts'

/** Ends the holds of packages that were promoted by hand in spite of them, once they have arrived. Newer holds stay. */
export async function clearHolds(run: Run): Promise<void> {
  const { cloudsmith, plan, journeys, signal } = run
  const edge = { from: plan.from, to: plan.to }
  const concerned = journeys.filter((journey) => isGood(journey) && overriddenOf(journey.item).length > 0)
  await eachOf(concerned, async (journey) => {
    const { item, row } = journey
    const home = plan.action === 'move' ? run.destination : run.source
    const ref = { owner: home.owner, repo: home.repo, identifier: item.slugPerm }
    try {
      const held = await home.one(item.slugPerm)
      const current = held && (await readHold(cloudsmith, ref, held, edge, signal))
      if (current !== undefined && overriddenOf(item).some((hold) => isSameHold(hold, current))) {
        await liftHold(cloudsmith, ref, edge, signal)
      }
      // A copy may have taken the hold tag along, which means nothing there and misleads.
      if (plan.action === 'copy' && row !== undefined && hasTag(row, holdTag(plan.to))) {
        const { owner, repo } = run.destination
        await removeTags(cloudsmith, { owner, repo, identifier: row.slug_perm }, [holdTag(plan.to)], { signal })
      }
    } catch (error) {
      if (!(error instanceof ApiError) || error instanceof AuthenticationError || error instanceof RateLimitError) throw error
      journey.reasons = [
        ...journey.reasons,
        `it is still held, because the hold cannot be ended: ${error.detail ?? error.message}`,
      ]
    }
  })

  /** The holds of the package itself: a paused edge stays paused. */
  function overriddenOf({ overrides = [] }: (typeof journeys)[number]['item']) {
    const { paused } = plan
    return overrides.filter((hold) => paused === null || !isSameHold(hold, paused))
  }
}
