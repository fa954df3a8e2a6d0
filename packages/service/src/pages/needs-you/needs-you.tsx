import { number } from '../../core/count.ts'
import { countHeldFast, packagesHeldFast } from '../../store/attention.ts'
import { edgeStates } from '../../store/edges.ts'
import { listPauses } from '../../store/pauses.ts'
import { listPlans } from '../../store/plans.ts'
import { listRuns } from '../../store/runs.ts'
import { listTasks } from '../../store/tasks.ts'
import type { Handler } from '../parts.ts'
import { Edges, heldCounts } from './edges.tsx'
import { HeldItem } from './held-item.tsx'
import { Items } from './item.tsx'
import { RunItem, WaitingItem } from './moving.tsx'
import { PlanItem } from './plan-item.tsx'
import { TaskItem } from './task-item.tsx'
import { waitingPlans } from './waiting-plans.ts'

/** Maximum number of items of each type on the first page. The others are one page away. */
const most = 10

/** The first page: what has failed, what waits for this person, what waits for others, and what is in progress. */
export const needsYou: Handler = async (visit) => {
  const { parts, now } = visit
  const { database } = parts
  const [tasks, plans, held, heldTotal] = await Promise.all([
    listTasks(database, { limit: 50 }),
    waitingPlans(visit),
    packagesHeldFast(database, most),
    countHeldFast(database),
  ])
  const [runs, waiting, edges, pauses, counts] = await Promise.all([
    listRuns(database, { isOpen: true, limit: 20 }),
    listPlans(database, { states: ['ready', 'waiting'], limit: 20 }),
    edgeStates(database),
    listPauses(database, now, 50),
    heldCounts(visit),
  ])
  const [mine, others] = [plans.filter(({ isMine }) => isMine), plans.filter(({ isMine }) => !isMine)]
  const open = pauses.filter(({ endedAt, until }) => endedAt === null && (until === null || until > now))
  const served = edges.filter(({ id }) => parts.pipelines.some((each) => each.edges.some((edge) => edge.id === id)))
  return {
    title: 'What needs you',
    live: ['tasks', 'holdings', 'pauses', ...runs.rows.map(({ id }) => `run:${id}` as const)],
    main: (
      <div class="view">
        <div class="head">
          <div>
            <h1>What needs you</h1>
            <p class="faint">
              {summary({ failed: tasks.rows.length, mine: mine.length, others: others.length, blocked: heldTotal })}
            </p>
          </div>
        </div>
        <Items id="failed" title="Failed" note={tasks.next === null ? undefined : 'the latest 50'}>
          {tasks.rows.map((task) => (
            <TaskItem task={task} visit={visit} />
          ))}
        </Items>
        <Items id="mine" title="Waiting for you">
          {mine.map((each) => (
            <PlanItem waiting={each} visit={visit} />
          ))}
        </Items>
        <Items id="others" title="Waiting for someone else">
          {others.map((each) => (
            <PlanItem waiting={each} visit={visit} />
          ))}
        </Items>
        <Items
          id="held"
          title="Blocked until someone acts"
          note={heldTotal > held.length ? <a href="/packages?state=blocked">all {number(heldTotal)}</a> : undefined}
        >
          {held.map((each) => (
            <HeldItem held={each} visit={visit} />
          ))}
        </Items>
        <Items id="moving" title="In progress">
          {[
            ...runs.rows.map((run) => <RunItem run={run} visit={visit} />),
            ...waiting.rows.map((plan) => <WaitingItem plan={plan} visit={visit} />),
          ]}
        </Items>
        <Edges visit={visit} edges={served} pauses={open} counts={counts} />
      </div>
    ),
  }
}

interface Needs {
  readonly failed: number
  readonly mine: number
  readonly others: number
  readonly blocked: number
}

function summary({ failed, mine, others, blocked }: Needs): string {
  if (failed + mine + others + blocked === 0)
    return 'Nothing needs attention: whatever can be promoted is promoted automatically.'
  const said = [
    failed === 0 ? undefined : `${number(failed)} failed`,
    mine === 0 ? undefined : `${number(mine)} waiting for you`,
    others === 0 ? undefined : `${number(others)} waiting for others`,
    blocked === 0 ? undefined : `${number(blocked)} blocked`,
  ]
  return `${said.filter((each) => each !== undefined).join(', ')}.`
}
