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

/** Milliseconds after which a look that failed is made again. */
const pause = 300_000

/** What is looked at as a whole. */
export const assessed: readonly AssessJob['what'][] = ['drift', 'ledger']

/** What of two such jobs one is enough for. */
export const assessKey = (pipeline: string, what: AssessJob['what']): string => `${pipeline}/${what}`

/** Has something looked at as a whole. */
export const sendAssess = (queue: JobQueue, pipeline: string, what: AssessJob['what'], at?: Date): Promise<void> =>
  queue.send('assess', assessKey(pipeline, what), { pipeline, what }, at === undefined ? {} : { at })

/** Things found in a stage that are kept. What there is more of is counted. */
const mostKept = 1_000

/** How far a stage is from what its pipeline would have made it: as {@link Drift}, with a count of what is too much to keep. */
export interface StageDrift extends Pick<Drift, 'repository' | 'before' | 'looked'> {
  /** Packages that anything is wrong with. */
  readonly concerned: number
  /** By what is wrong, how often that is so. */
  readonly kinds: readonly (readonly [kind: DriftKind, times: number])[]
  readonly items: readonly DriftItem[]
}

/** Holds the stages of a pipeline against those before them, or checks its ledger. What fails is begun again later. */
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
