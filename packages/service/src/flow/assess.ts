import { type Drift, type DriftItem, type DriftKind, drift } from '@cloudsmith-sdk/promotion/compare'
import type { Job, JobQueue } from '../queue/boss.ts'
import type { AssessJob } from '../queue/queues.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import { announce } from '../store/announce.ts'
import { keepAssessment } from '../store/assessments.ts'
import { retryAfter } from './backoff.ts'
import { checkLedger } from './check-ledger.ts'
import { clientFor } from './client.ts'
import { type FlowParts, nowOf } from './parts.ts'

/** Milliseconds before a failed assessment is repeated. */
const pause = 300_000

/** What is assessed. */
export const assessed: readonly AssessJob['what'][] = ['drift', 'ledger']

/** The key of a job; one waiting job for each key is enough. */
export const assessKey = (pipeline: string, what: AssessJob['what']): string => `${pipeline}/${what}`

/** Sends a job that assesses drift or the ledger. */
export const sendAssess = (queue: JobQueue, pipeline: string, what: AssessJob['what'], at?: Date): Promise<void> =>
  queue.send('assess', assessKey(pipeline, what), { pipeline, what }, at === undefined ? {} : { at })

/** Maximum number of findings that are stored for a stage. The rest is only counted. */
const mostKept = 1_000

/** The drift of a stage: as {@link Drift}, with counts for what is too much to store. */
export interface StageDrift extends Pick<Drift, 'repository' | 'before' | 'looked'> {
  /** Number of packages with at least one finding. */
  readonly concerned: number
  /** Number of findings of each type. */
  readonly kinds: readonly (readonly [kind: DriftKind, times: number])[]
  readonly items: readonly DriftItem[]
}

/** Compares the stages of a pipeline with those before them, or verifies its ledger. A failure is repeated later. */
export async function assess(parts: FlowParts, { data, signal }: Pick<Job<'assess'>, 'data' | 'signal'>): Promise<void> {
  const { pipelines, queue, log, ending } = parts
  const served = pipelines.find(({ name }) => name === data.pipeline)
  if (served === undefined || ending.aborted) return
  try {
    if (data.what === 'ledger') await checkLedger(parts, served.name)
    else await lookForDrift(parts, served, AbortSignal.any([signal, ending]))
  } catch (error) {
    if (ending.aborted) return
    const { at, isWait } = retryAfter(error, 1, nowOf(parts))
    const again = isWait ? at : new Date(nowOf(parts).getTime() + pause)
    log[isWait ? 'debug' : 'warn']('a check of a whole pipeline failed', { ...data, again, error })
    await sendAssess(queue, served.name, data.what, again)
  }
}

async function lookForDrift(parts: FlowParts, served: ServedPipeline, signal: AbortSignal): Promise<void> {
  const { database } = parts
  const client = clientFor(parts, served)
  for (const { name: stage } of served.pipeline.stages) {
    const found = stageDrift(await drift(client, served.pipeline, { stage, signal }))
    const about = { pipeline: served.name, kind: 'drift', about: stage, madeAt: nowOf(parts) }
    await keepAssessment(database, { ...about, problems: found.concerned, document: found })
    await announce(database, 'assessments')
  }
}

function stageDrift({ repository, before, looked, items }: Drift): StageDrift {
  const kinds = Map.groupBy(items, ({ kind }) => kind)
  return {
    ...{ repository, before, looked, items: items.slice(0, mostKept) },
    concerned: new Set(items.map(({ slugPerm }) => slugPerm)).size,
    kinds: [...kinds].map(([kind, of]) => [kind, of.length]),
  }
}
