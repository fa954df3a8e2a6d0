import { nowOf } from '../../flow/parts.ts'
import { pauseWork, resumeWork } from '../../flow/pausing.ts'
import { reconcileNow } from '../../flow/reconcile.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import { audit } from '../../store/audit.ts'
import { edgeStates } from '../../store/edges.ts'
import { pauseOf } from '../../store/pauses.ts'
import type { Handlers } from '../call.ts'
import { edgeNamed, pipelineNamed } from './find.ts'

const viewOf = ({ name, pipeline, edges }: ServedPipeline) => ({
  ...{ name, owner: pipeline.owner, edges: edges.map(({ id }) => id) },
  stages: pipeline.stages.map((stage) => ({
    ...{ name: stage.name, repository: stage.repository, tag: stage.tag ?? null },
    gates: stage.gates.map((gate) => gate.name),
  })),
})

/** Handlers for pipelines and edges. */
export const pipelineHandlers: Handlers<
  'listPipelines' | 'getPipeline' | 'pausePipeline' | 'resumePipeline' | 'listEdges' | 'lookAtEdge' | 'pauseEdge' | 'resumeEdge'
> = {
  listPipelines: async ({ parts }) => ({ rows: parts.pipelines.map(viewOf) }),
  getPipeline: async ({ parts, params }) => viewOf(pipelineNamed(parts, params.pipeline)),
  async pausePipeline({ parts, params, body: { why, until = null }, caller }) {
    const { name, pipeline } = pipelineNamed(parts, params.pipeline)
    await pauseWork(parts, { pipeline: name }, caller.actor(pipeline), { why, until })
    return { changed: true }
  },
  async resumePipeline({ parts, params, caller }) {
    const { name, pipeline } = pipelineNamed(parts, params.pipeline)
    return { changed: await resumeWork(parts, { pipeline: name }, caller.actor(pipeline)) }
  },

  async listEdges({ parts, query }) {
    const now = nowOf(parts)
    const states = await edgeStates(parts.database, query.pipeline)
    const served = parts.pipelines.flatMap(({ name, edges }) => edges.map((edge) => ({ pipeline: name, ...edge })))
    const rows = served.flatMap(({ id, pipeline, isAutomatic }) => {
      const state = states.find((each) => each.id === id)
      return state === undefined ? [] : { ...state, pipeline, isAutomatic }
    })
    const paused = await Promise.all(rows.map(({ pipeline, id }) => pauseOf(parts.database, pipeline, id, now)))
    return { rows: rows.map((row, index) => ({ ...row, pause: paused[index] ?? null })) }
  },
  async lookAtEdge({ parts, params, caller }) {
    const { edge, served } = edgeNamed(parts, params.edge)
    await reconcileNow(parts, edge.id)
    const at = nowOf(parts)
    await audit(parts.database, caller.actor(served.pipeline), { at, action: 'edge.looked', about: `edge:${edge.id}` })
    return { changed: edge.isAutomatic }
  },
  async pauseEdge({ parts, params, body: { why, until = null }, caller }) {
    const { served, edge } = edgeNamed(parts, params.edge)
    await pauseWork(parts, { pipeline: served.name, edge: edge.id }, caller.actor(served.pipeline), { why, until })
    return { changed: true }
  },
  async resumeEdge({ parts, params, caller }) {
    const { served, edge } = edgeNamed(parts, params.edge)
    return { changed: await resumeWork(parts, { pipeline: served.name, edge: edge.id }, caller.actor(served.pipeline)) }
  },
}
