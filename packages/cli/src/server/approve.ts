import type { GivenApproval, Plan } from '@cloudsmith-sdk/promotion'
import type { Schemas } from '@cloudsmith-sdk/service/client'
import type { Task } from '../frame/task.ts'
import { connect, given } from './connect.ts'
import { planThere } from './find.ts'

/** What somebody says who agrees. */
interface Agreement {
  /** Signed here. Default: the service knows whose the token is. */
  readonly document?: GivenApproval | undefined
  readonly expires?: Date | undefined
}

/** Agrees to a plan that a service has; gives who did, as the service has it, and where that stands. */
export async function approveThere(task: Task, url: string, plan: Plan, { document, expires }: Agreement) {
  const server = await connect(task, url)
  const { id, approvals: before } = await planThere(server, plan.digest)
  const body = {
    ...(document === undefined ? {} : { document: document as Schemas['Approval'] }),
    ...(expires === undefined ? {} : { expires: expires.toISOString() }),
  }
  const { approvals } = given(await server.client.POST('/plans/{plan}/approve', { params: { path: { plan: id } }, body }))
  // Given twice, it is there once.
  const mine = approvals.find((each) => !before.some(({ id: known }) => known === each.id)) ?? approvals.at(-1)
  return { by: mine?.by ?? 'nobody', kept: `${server.url}/plans/${id}` }
}
