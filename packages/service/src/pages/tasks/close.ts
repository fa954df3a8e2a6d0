import { actorOf } from '../../access/actor.ts'
import { announce } from '../../store/announce.ts'
import { audit } from '../../store/audit.ts'
import { closeTask } from '../../store/tasks.ts'
import type { Handler } from '../parts.ts'
import { numberIn } from '../plan/number-in.ts'

/** Closes a task. */
export const close: Handler = async (visit) => {
  const { parts, person, now } = visit
  const id = numberIn(visit, 'task')
  const actor = actorOf(person)
  const wasOpen = await parts.database.transaction(async (transaction) => {
    if (!(await closeTask(transaction, { id }, actor, { at: now }))) return false
    await audit(transaction, actor, { at: now, action: 'task.closed', about: `task:${id}` })
    await announce(transaction, 'tasks')
    return true
  })
  return { to: '/', said: wasOpen ? 'closed' : 'closed before' }
}
