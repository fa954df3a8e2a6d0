import { DocumentError, type Waiver } from '@cloudsmith-sdk/promotion'
import { readWaivers } from '@cloudsmith-sdk/promotion/documents'
import { history } from '@cloudsmith-sdk/promotion/evidence'
import { clientFor } from '../../flow/client.ts'
import { nowOf } from '../../flow/parts.ts'
import { giveWaiver, takeWaiverBack } from '../../flow/waive.ts'
import { announce } from '../../store/announce.ts'
import { audit } from '../../store/audit.ts'
import { ledgerOf, readEntries } from '../../store/ledger.ts'
import { closeTask, listTasks } from '../../store/tasks.ts'
import { listWaivers } from '../../store/waivers.ts'
import type { Handlers } from '../call.ts'
import { ApiProblem } from '../problem.ts'
import { missing, pipelineNamed } from './find.ts'

/** Validates a waiver like one in a waivers file. @throws {ApiProblem} 422 with every problem */
function checked(waiver: Waiver): Waiver {
  try {
    readWaivers(JSON.stringify({ kind: 'cloudsmith-promotion/waivers', version: 1, waivers: [waiver] }))
    return waiver
  } catch (error) {
    if (error instanceof DocumentError) throw new ApiProblem(422, error.message)
    throw error
  }
}

/** Handlers for the ledger, history, waivers and tasks. */
export const recordHandlers: Handlers<
  'listLedger' | 'getHistory' | 'listWaivers' | 'giveWaiver' | 'endWaiver' | 'listTasks' | 'closeTask'
> = {
  listLedger: ({ parts, params, query }) => readEntries(parts.database, pipelineNamed(parts, params.pipeline).name, query),
  async getHistory({ parts, params, gone }) {
    const served = pipelineNamed(parts, params.pipeline)
    const stage = served.pipeline.stages.find(({ name }) => name === params.stage)
    if (stage === undefined) throw missing(`stage ${params.stage}`)
    const { keys = [] } = served.trust
    const ledger = ledgerOf(parts.database, served.name)
    const signal = AbortSignal.any([gone, parts.ending])
    return { rows: await history(clientFor(parts, served), served.pipeline, { stage: stage.name, keys, ledger, signal }) }
  },
  async listWaivers({ parts, params }) {
    return { rows: await listWaivers(parts.database, pipelineNamed(parts, params.pipeline).name, nowOf(parts)) }
  },
  async giveWaiver({ parts, params, caller, body: { waiver } }) {
    const { name, pipeline } = pipelineNamed(parts, params.pipeline)
    const actor = caller.actor(pipeline)
    const { approver = actor.by } = checked(waiver)
    // Gates decide who may waive, so nobody may waive in the name of others.
    if (![actor.by, ...caller.groups].includes(approver)) {
      throw new ApiProblem(403, `${actor.by} cannot waive in the name of ${approver}.`)
    }
    await giveWaiver(parts, name, { ...waiver, approver }, actor)
    return { changed: true }
  },
  async endWaiver({ parts, params, caller }) {
    const { name, pipeline } = pipelineNamed(parts, params.pipeline)
    await takeWaiverBack(parts, name, params.waiver, caller.actor(pipeline))
    return { changed: true }
  },
  listTasks: ({ parts, query: { open, ...rest } }) => listTasks(parts.database, { ...rest, isOpen: open }),
  async closeTask({ parts, params, caller, body: { note = null } }) {
    const at = nowOf(parts)
    return await parts.database.transaction(async (transaction) => {
      const actor = caller.actor()
      const changed = await closeTask(transaction, { id: params.task }, actor, { at, note })
      if (changed) await audit(transaction, actor, { at, action: 'task.closed', about: `task:${params.task}`, detail: { note } })
      if (changed) await announce(transaction, 'tasks')
      return { changed }
    })
  },
}
