import { createNews } from '../../core/news.ts'
import type { FlowParts } from '../../flow/parts.ts'
import { changesIn } from '../../store/changes.ts'
import { rollbackResult } from '../../store/rollbacks.ts'
import { findRun, listRuns, runEvents, runReport } from '../../store/runs.ts'
import type { Handlers } from '../call.ts'
import { missing, there } from './find.ts'

/** Handlers for runs and their events. */
export const runHandlers: Handlers<'listRuns' | 'getRun' | 'getRunReport' | 'getRollback' | 'followRun'> = {
  listRuns: ({ parts, query: { open, ...rest } }) => listRuns(parts.database, { ...rest, isOpen: open }),
  getRun: ({ parts, params }) => there(findRun(parts.database, params.run), `run ${params.run}`),
  async getRunReport({ parts, params }) {
    const { kind } = await there(findRun(parts.database, params.run), `run ${params.run}`)
    if (kind !== 'apply') throw missing(`report of run ${params.run}, which is a rollback: see /runs/${params.run}/rollback`)
    return await there(runReport(parts.database, params.run), `report of run ${params.run}`)
  },
  getRollback: ({ parts, params }) => there(rollbackResult(parts.database, params.run), `rollback by run ${params.run}`),
  async followRun({ parts, params, lastEvent, gone }) {
    await there(findRun(parts.database, params.run), `run ${params.run}`)
    return eventsOf(parts, params.run, lastEvent, gone)
  },
}

async function* eventsOf({ database, ending }: FlowParts, run: number, after: number, gone: AbortSignal) {
  const over = AbortSignal.any([gone, ending])
  const news = createNews(over)
  const off = changesIn(database).on(new Set([`run:${run}`]), news.come)
  try {
    for (let last = after; !over.aborted; ) {
      // Read before the events, so that events which were recorded before the end are always sent.
      const { finishedAt } = await there(findRun(database, run), `run ${run}`)
      const events = await runEvents(database, run, last)
      yield* events
      last = events.at(-1)?.seq ?? last
      if (events.length > 0) continue
      if (finishedAt !== null) return
      await news.wait()
    }
  } finally {
    off()
  }
}
