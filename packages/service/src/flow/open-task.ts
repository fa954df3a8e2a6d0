import type { Queryable } from '../database/database.ts'
import { theService } from '../store/actor.ts'
import { announce } from '../store/announce.ts'
import { closeTask, type NewTask, openTask } from '../store/tasks.ts'
import { type FlowParts, nowOf, tell } from './parts.ts'

/** Opens a task for people, and sends a notification once. */
export async function askPeople(
  parts: Pick<FlowParts, 'clock' | 'listeners'>,
  transaction: Queryable,
  task: NewTask & { readonly pipeline: string },
): Promise<void> {
  const at = nowOf(parts)
  const { id, isNew } = await openTask(transaction, task, at)
  await announce(transaction, 'tasks')
  const { pipeline, edge = '', title } = task
  if (isNew) await tell(parts, transaction, { type: 'task opened', task: id, title, pipeline, edge, at })
}

/** Closes a task whose problem has gone away. */
export async function isWell(parts: Pick<FlowParts, 'clock'>, transaction: Queryable, key: string): Promise<void> {
  if (await closeTask(transaction, { key }, theService, { at: nowOf(parts), note: 'the problem has gone away' }))
    await announce(transaction, 'tasks')
}
