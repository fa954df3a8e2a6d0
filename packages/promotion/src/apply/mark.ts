import { ApiError, AuthenticationError, RateLimitError } from '@cloudsmith-sdk/client'
import { keyOf } from '../identity.ts'
import { eachOf } from '../plan/each-of.ts'
import { addTags } from '../steps/tags.ts'
import type { Journey } from './journey.ts'
import { lookFor } from './look.ts'
import type { Run } from './run.ts'

/** Milliseconds between looks for tags that lists do not show yet. */
const pauses = [2_000, 8_000, 20_000, 30_000]

/**
 * Gives packages the tag of their stage, last of all, and reads it back: who sees it may rely on everything before. Whose tag the service
 * does not show has failed.
 */
export async function mark(run: Run, journeys: readonly Journey[]): Promise<void> {
  const { cloudsmith, plan, destination, clock, signal, tell } = run
  const { tag } = plan
  if (tag === null) return
  const { owner, repo } = destination
  const bare = journeys.filter((journey) => !hasTag(journey, tag))
  const given: Journey[] = []
  await eachOf(bare, async (journey) => {
    try {
      await addTags(cloudsmith, { owner, repo, identifier: journey.row?.slug_perm ?? '' }, [tag], { signal })
      given.push(journey)
    } catch (error) {
      if (!(error instanceof ApiError) || error instanceof AuthenticationError || error instanceof RateLimitError) throw error
      fail(journey, `it cannot be tagged ${tag}: ${error.detail ?? error.message}`)
    }
  })
  let unseen: readonly Journey[] = given
  for (const pause of [0, ...pauses]) {
    if (unseen.length === 0) break
    if (pause > 0) await clock.sleep(pause, signal)
    const rows = await lookFor(
      cloudsmith,
      destination,
      unseen.map(({ item }) => item.package),
      signal,
    )
    unseen = unseen.filter((journey) => {
      const row = rows.get(keyOf(journey.item.package))?.find(({ slug_perm }) => slug_perm === journey.row?.slug_perm)
      journey.row = row ?? journey.row
      if (!hasTag(journey, tag)) return true
      journey.did = [...journey.did, 'tagged']
      journey.tags = [tag]
      tell({ type: 'tagged', package: journey.item.package, tag })
      return false
    })
  }
  for (const journey of unseen) fail(journey, `the service does not show the tag ${tag}`)

  function fail(journey: Journey, why: string) {
    journey.outcome = 'failed'
    journey.reasons = [why]
    tell({ type: 'failed', package: journey.item.package, why })
  }
}

const hasTag = ({ row }: Journey, tag: string): boolean => Object.values(row?.tags ?? {}).some((tags) => tags.includes(tag))
