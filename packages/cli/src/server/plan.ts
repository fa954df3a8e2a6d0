import type { Plan } from '@cloudsmith-sdk/promotion'
import type { Schemas } from '@cloudsmith-sdk/service/client'
import type { Task } from '../frame/task.ts'
import { type SelectionOptions, selectionOf } from '../select/options.ts'
import { given, type Server } from './connect.ts'
import { edgeBetween } from './find.ts'
import { mustNotBeSaid } from './options.ts'

/** What is to be planned. */
interface Wanted extends SelectionOptions {
  readonly pipeline?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly edge?: string | undefined
  readonly dependencies?: unknown
  readonly closure?: unknown
  readonly missing?: unknown
  readonly also?: unknown
  readonly requestedBy?: string | undefined
  readonly changed?: string | undefined
  readonly allowEmpty?: true | undefined
}

/** The plan that a service makes of what the flags ask for. It keeps nothing of it. */
export async function planByServer(task: Task, server: Server, wanted: Wanted): Promise<Plan> {
  const { pipeline, edge, requestedBy, changed, allowEmpty, build, commit } = wanted
  mustNotBeSaid({
    ...{ '--dependencies': wanted.dependencies, '--closure': wanted.closure, '--missing': wanted.missing, '--also': wanted.also },
    ...{ '--requested-by': requestedBy, '--changed': changed, '--allow-empty': allowEmpty },
    ...{ '--build': build, '--commit': commit },
  })
  const [from, to] = [task.need('--from', wanted.from), task.need('--to', wanted.to)]
  const select = (await selectionOf(task, wanted, from)) as Schemas['previewBody']['select']
  const id = await edgeBetween(server, { pipeline, from, to, edge })
  return given(await server.client.POST('/plans/preview', { body: { edge: id, select }, signal: task.context.signal }))
}
