import { largestPageSize } from '@cloudsmith-sdk/client'
import { announce } from '../store/announce.ts'
import { takeSamples } from '../store/figures.ts'
import { dropUnseen, keepHoldings, type NewHolding } from '../store/holdings.ts'
import { clientFor } from './client.ts'
import { holdingsOf } from './holding.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** Milliseconds that lists of the registry may lag behind what webhooks tell. @see docs/service.md#lags */
const lag = 120_000

/** Rows that are written at a time. */
const batch = 1_000

/** Reads all that the stages of a pipeline hold: a request for 500 packages, within the budget. */
export async function takeInventory(parts: FlowParts, name: string, signal: AbortSignal): Promise<void> {
  const { database, pipelines } = parts
  const served = pipelines.find((each) => each.name === name)
  if (served === undefined) return
  const { pipeline } = served
  const client = clientFor(parts, served)
  const ends = AbortSignal.any([signal, parts.ending])
  const repositories = new Set(pipeline.stages.map(({ repository }) => repository))
  for (const repo of repositories) {
    const begun = nowOf(parts)
    let seen: NewHolding[] = []
    for await (const row of client.packages.list({ owner: pipeline.owner, repo, page_size: largestPageSize }, { signal: ends })) {
      seen.push(...holdingsOf(pipeline, row))
      if (seen.length < batch) continue
      await keepHoldings(database, name, seen, begun)
      seen = []
    }
    await keepHoldings(database, name, seen, begun)
    const stages = pipeline.stages.filter(({ repository }) => repository === repo)
    for (const stage of stages) await dropUnseen(database, name, stage.name, new Date(begun.getTime() - lag))
  }
  await takeSamples(database, name, nowOf(parts))
  await announce(database, 'holdings')
}
