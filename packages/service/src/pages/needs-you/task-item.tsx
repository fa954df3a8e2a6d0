import { may } from '../../access/person.ts'
import type { TaskRow } from '../../store/tasks.ts'
import type { Visit } from '../parts.ts'
import { Badge } from '../text/badge.tsx'
import { EdgeName } from '../text/edge-name.tsx'
import { Text } from '../text/text.tsx'
import { Time } from '../text/time.tsx'
import { Item } from './item.tsx'

/** A task that needs a person. */
export function TaskItem({ task, visit }: { task: TaskRow; visit: Visit }) {
  const { parts, person, now } = visit
  const about = task.run !== null ? `/runs/${task.run}` : task.plan !== null ? `/plans/${task.plan}` : undefined
  return (
    <Item
      tone="bad"
      title={
        <>
          <span>
            <Text of={task.title} />
          </span>
          <Badge of={task.kind} tone="bad" />
        </>
      }
      action={
        <>
          {about !== undefined && (
            <a class="button" href={about}>
              View
              <span class="unheard">
                {' '}
                <Text of={task.title} />
              </span>
            </a>
          )}
          {may(person, 'request') && (
            <form method="post" action={`/tasks/${task.id}/close`}>
              <button type="submit">
                Mark as seen
                <span class="unheard">
                  : <Text of={task.title} />
                </span>
              </button>
            </form>
          )}
        </>
      }
    >
      <p class="small">
        <Text of={task.detail} most={600} />
      </p>
      <p class="small faint">
        {task.edge !== null && task.edge !== '' && (
          <>
            <EdgeName of={task.edge} parts={parts} /> ·{' '}
          </>
        )}
        {task.times > 1 && `${task.times} times, last `}
        <Time at={task.lastAt} now={now} />
      </p>
    </Item>
  )
}
