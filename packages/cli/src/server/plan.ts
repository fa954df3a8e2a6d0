import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Schemas } from '@cloudsmith-sdk/service/client'
import type { Task } from '../frame/task.ts'
import { type SelectionOptions, selectionOf } from '../select/options.ts'
import { type WishOptions, wishesOf } from '../select/wishes.ts'
import { connect, given, type Server } from './connect.ts'
import { edgeBetween } from './find.ts'
import { mustNotBeSaid } from './options.ts'

/** What to plan. */
interface Wanted extends SelectionOptions, WishOptions {
  readonly pipeline?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly edge?: string | undefined
}

/** Has a service make the plan that the flags describe. The service does not store it. */
export async function planByServer(task: Task, url: string, wanted: Wanted): Promise<Plan> {
  mustNotBeSaid(wanted, 'profile', 'dockerRegistry', 'requestedBy', 'build', 'commit', 'newest')
  const { pipeline, edge } = wanted
  const [from, to] = [task.need('--from', wanted.from), task.need('--to', wanted.to)]
  const select = (await selectionOf(task, wanted, from)) as Schemas['previewBody']['select']
  const body = { select, ...wishesOf(wanted) }
  const server = await connect(task, url)
  return preview(task, server, { ...body, edge: await edgeBetween(server, { pipeline, from, to, edge }) })
}

/** Plans the same packages again in a service, with the current approvals and waivers: what applying the plan would do now. */
export async function dryRunThere(
  task: Task,
  url: string,
  { from, to, edge, set, items, rules }: Plan,
  { pipeline }: { readonly pipeline?: string | undefined },
): Promise<Plan> {
  const server = await connect(task, url)
  const slugPerms = items.map(({ slugPerm }) => slugPerm)
  return preview(task, server, {
    edge: await edgeBetween(server, { pipeline, from, to, edge: edge ?? undefined }),
    select: set === null ? { slugPerms } : { slugPerms, set },
    ...{ changed: rules.changed, allowEmpty: true },
  })
}

const preview = async ({ context }: Task, { client }: Server, body: Schemas['previewBody']): Promise<Plan> =>
  given(await client.POST('/plans/preview', { body, signal: context.signal }))
