import { ApiError, AuthenticationError, RateLimitError } from '@cloudsmith-sdk/client'
import { arrivalOf } from '../package/arrival.ts'
import { addTags, hasTag, removeTags } from '../package/tags.ts'
import { eachOf } from '../repository/concurrency.ts'
import { fail } from './bring.ts'
import { isGood, type Journey } from './journey.ts'
import type { Run } from './run.ts'

/** Milliseconds before each check for tags that lists do not show yet. */
const pauses = [2_000, 8_000, 20_000, 30_000]

/**
 * Gives packages the tag of their stage as the last step, and reads it back: whoever sees the tag may rely on everything before it. Each package is
 * judged once more before it is tagged and when the tag is read back; one that was quarantined in between loses the tag again. A release set is
 * tagged as a whole or not at all.
 */
export async function mark(run: Run): Promise<void> {
  const { cloudsmith, plan, destination, signal, journeys, needs, tell } = run
  const { clock } = cloudsmith
  const { tag, set } = plan
  if (tag === null) return
  const bare = journeys.filter((journey) => isGood(journey) && !journey.delivered && !hasTag(journey.row, tag))
  if (bare.length === 0) return
  await look(bare)
  if (set !== null && !journeys.every(isGood)) return

  const given: Journey[] = []
  const due = bare.filter(isGood)
  let left = due.length
  tell({ type: 'tagging', left })
  const give = async (journey: Journey) => {
    const lacking = needs.lacking(journey)
    if (lacking !== undefined) {
      Object.assign(journey, { outcome: 'waiting', reasons: [lacking] })
      return
    }
    try {
      journey.askedForTag = true
      await addTags(cloudsmith, refOf(journey), [tag], { signal })
      given.push(journey)
      left -= 1
      tell({ type: 'tagging', left })
    } catch (error) {
      if (!(error instanceof ApiError) || error instanceof AuthenticationError || error instanceof RateLimitError) throw error
      journey.askedForTag = false
      fail(run, journey, `it cannot be tagged ${tag}: ${error.detail ?? error.message}`)
    }
  }
  // Dependencies are tagged before the packages that need them.
  for (const wave of needs.waves(due)) await eachOf(wave, give)
  let unseen: readonly Journey[] = given
  for (const pause of [0, ...pauses]) {
    if (unseen.length === 0) break
    if (pause > 0) await clock.sleep(pause, signal)
    await look(unseen)
    unseen = unseen.filter((journey) => isGood(journey) && !hasTag(journey.row, tag))
  }
  for (const journey of unseen) fail(run, journey, `the service does not show the tag ${tag}`)
  const isWhole = set === null || journeys.every(isGood)
  await eachOf(given, async (journey) => {
    if (isGood(journey) && isWhole) return tell({ type: 'tagged', package: journey.item.package, tag })
    journey.row = { ...journey.row, ...(await removeTags(cloudsmith, refOf(journey), [tag], { signal })) } as Journey['row']
    journey.askedForTag = false
  })

  function refOf({ row }: Journey) {
    return { owner: destination.owner, repo: destination.repo, identifier: row?.slug_perm ?? '' }
  }

  /** Reads packages again, and fails those that must not be used any more. */
  async function look(concerned: readonly Journey[]) {
    const seen = new Map(concerned.map(({ key, row }) => [key, row === undefined ? [] : [row]]))
    const rows = await destination.findRecent(
      concerned.map(({ item }) => item.package),
      seen,
    )
    for (const journey of concerned) {
      const row = rows.get(journey.key)?.find(({ slug_perm }) => slug_perm === journey.row?.slug_perm)
      if (row === undefined) continue
      journey.row = row
      const verdict = arrivalOf(row, run.stage, new Date(clock.now()))
      if (verdict.kind === 'failed') fail(run, journey, verdict.why)
    }
  }
}
