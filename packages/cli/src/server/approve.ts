import type { GivenApproval, Plan } from '@cloudsmith-sdk/promotion'
import type { Schemas } from '@cloudsmith-sdk/service/client'
import type { Task } from '../frame/task.ts'
import { connect, given } from './connect.ts'
import { planThere } from './find.ts'

/** An approval to submit. */
interface Agreement {
  /** The signed approval. Default: the service records the owner of the token as the approver. */
  readonly document?: GivenApproval | undefined
  readonly expires?: Date | undefined
}

/** Approves a plan of a service. Returns the approver as the service records it, and the address of the plan. */
export async function approveThere(task: Task, url: string, plan: Plan, { document, expires }: Agreement) {
  const server = await connect(task, url)
  const { id, approvals: before } = await planThere(server, plan.digest)
  const body = {
    ...(document === undefined ? {} : { document: document as Schemas['Approval'] }),
    ...(expires === undefined ? {} : { expires: expires.toISOString() }),
  }
  const { approvals } = given(await server.client.POST('/plans/{plan}/approve', { params: { path: { plan: id } }, body }))
  // An approval that is submitted twice is recorded once.
  const mine = approvals.find((each) => !before.some(({ id: known }) => known === each.id)) ?? approvals.at(-1)
  return { by: mine?.by ?? 'nobody', kept: `${server.url}/plans/${id}` }
}
