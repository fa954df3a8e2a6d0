import { largestPageSize } from '@cloudsmith-sdk/client'
import type { ServedPipeline } from '../settings/pipelines.ts'
import { announce } from '../store/announce.ts'
import { takeSamples } from '../store/figures.ts'
import { dropUnseen, keepHoldings, type NewHolding } from '../store/holdings.ts'
import { retryAfter } from './backoff.ts'
import { clientFor } from './client.ts'
import { holdingsOf } from './holding.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** Milliseconds by which Cloudsmith's lists may lag behind its webhooks. @see docs/service.md#read-after-write */
const lag = 120_000

/** Rows in each write. */
const batch = 1_000

/** Milliseconds before a failed inventory is repeated. */
const pause = 300_000

/** Reads the contents of all stages of a pipeline, with one request for 500 packages, within the budget. A failure is repeated later. */
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
