import { count } from '../../core/count.ts'
import { edgeStates } from '../../store/edges.ts'
import { listPauses } from '../../store/pauses.ts'
import { stageCounts } from '../../store/stage-counts.ts'
import { PipelineChoice, pipelineOf } from '../choose/pipeline.tsx'
import { heldCounts, pauseAt } from '../needs-you/edges.tsx'
import type { Handler } from '../parts.ts'
import { routes } from '../routes.ts'
import { Text } from '../text/text.tsx'
import { EdgeCard } from './edge-card.tsx'
import { gatesOf } from './gates.tsx'
import { Picture, type PictureEdge } from './picture.tsx'
import { Stages } from './stages.tsx'

const { path } = routes.pipeline

/** The page of a pipeline: a diagram of its stages and edges, its gates, and what is paused. */
export const pipeline: Handler = async (visit) => {
  const { parts, now } = visit
  const served = pipelineOf(visit)
  const { stages } = served.pipeline
  const [counts, states, pauses, held] = await Promise.all([
    stageCounts(parts.database, served.name),
    edgeStates(parts.database, served.name),
    listPauses(parts.database, now),
    heldCounts(visit),
  ])
  const open = pauses.filter(({ endedAt, until }) => endedAt === null && (until === null || until > now))
  const edges = served.edges.map((edge) => ({
    edge,
    gates: gatesOf(served, edge),
    state: states.find(({ id }) => id === edge.id),
    pause: pauseAt(open, { id: edge.id, pipeline: served.name }),
  }))
  const drawn = edges.map(({ edge, gates, state, pause }): PictureEdge => {
    const stands = pause !== undefined ? 'paused' : (state?.attempts ?? 0) > 0 ? 'failing' : edge.isAutomatic ? 'open' : 'by hand'
    return {
      from: edge.from,
      to: edge.to,
      state: stands,
      label: stands === 'open' ? (gates.length === 0 ? 'no gate' : count(gates.length, 'gate')) : stands,
    }
  })
  return {
    title: 'Pipeline',
    live: ['holdings', 'pauses'],
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>
              <span>
                Pipeline <Text of={served.name} />
              </span>
            </h1>
            <p class="faint">
              {count(stages.length, 'stage')} of the workspace <Text of={served.pipeline.owner} />, their edges and gates.
            </p>
          </div>
        </div>
        <PipelineChoice visit={visit} served={served} path={path} />
        <Picture
          stages={stages.map(({ name, repository }) => ({
            name,
            repository,
            packages: counts.find(({ stage }) => stage === name)?.packages ?? 0,
          }))}
          edges={drawn}
        />
        <section aria-labelledby="edges">
          <h2 id="edges">Edges</h2>
          <ul class="cards">
            {edges.map(({ edge, gates, state, pause }) => (
              <EdgeCard
                visit={visit}
                served={served}
                edge={edge}
                gates={gates}
                state={state}
                pause={pause}
                held={held.get(edge.id)}
              />
            ))}
          </ul>
        </section>
        <Stages served={served} counts={counts} />
      </div>
    ),
  }
}
