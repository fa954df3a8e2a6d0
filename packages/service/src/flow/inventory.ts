import { largestPageSize } from '@cloudsmith-sdk/client'
import type { ServedPipeline } from '../settings/pipelines.ts'
import { announce } from '../store/announce.ts'
import { takeSamples } from '../store/figures.ts'
import { dropUnseen, keepHoldings, type NewHolding } from '../store/holdings.ts'
import { retryAfter } from './backoff.ts'
import { clientFor } from './client.ts'
import { holdingsOf } from './holding.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** Milliseconds that lists of the registry may lag behind what webhooks tell. @see docs/service.md#read-after-write */
const lag = 120_000

/** Rows that are written at a time. */
const batch = 1_000

/** Milliseconds after which a look that failed is made again. */
const pause = 300_000

/** Reads all that the stages of a pipeline hold: a request for 500 packages, within the budget. What fails is begun again later. */
export async function takeInventory(parts: FlowParts, name: string, signal: AbortSignal): Promise<void> {
  const { pipelines, queue, log, ending } = parts
  const served = pipelines.find((each) => each.name === name)
  if (served === undefined) return
  try {
    await readAll(parts, served, AbortSignal.any([signal, ending]))
  } catch (error) {
    if (ending.aborted) return
    const { at, isWait } = retryAfter(error, 1, nowOf(parts))
    const again = isWait ? at : new Date(nowOf(parts).getTime() + pause)
    log[isWait ? 'debug' : 'warn']('the contents of the stages could not be read', { pipeline: name, again, error })
    await queue.send('inventory', name, { pipeline: name }, { at: again })
  }
}

async function readAll(parts: FlowParts, served: ServedPipeline, signal: AbortSignal): Promise<void> {
  const { database } = parts
  const { name, pipeline } = served
  const client = clientFor(parts, served)
  for (const repo of new Set(pipeline.stages.map(({ repository }) => repository))) {
    const begun = nowOf(parts)
    let seen: NewHolding[] = []
    for await (const row of client.packages.list({ owner: pipeline.owner, repo, page_size: largestPageSize }, { signal })) {
      seen.push(...holdingsOf(pipeline, row, begun))
      if (seen.length < batch) continue
      await keepHoldings(database, name, seen)
      seen = []
    }
    await keepHoldings(database, name, seen)
    const stages = pipeline.stages.filter(({ repository }) => repository === repo)
    for (const stage of stages) await dropUnseen(database, name, stage.name, new Date(begun.getTime() - lag))
  }
  await takeSamples(database, name, nowOf(parts))
  await announce(database, 'holdings')
}
