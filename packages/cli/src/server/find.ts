import type { Schemas } from '@cloudsmith-sdk/service/client'
import { UsageError } from '../core/usage-error.ts'
import { given, type Server } from './connect.ts'

/** The pipeline of an edge or stage. */
interface Meant {
  /** Name of the pipeline in the service. Default: the only one that has the edge or stage. */
  readonly pipeline?: string | undefined
}

/** Finds the edge between two stages. @throws {UsageError} there is none, or several pipelines have one */
export async function edgeBetween(
  { client }: Server,
  { pipeline, from, to, edge }: Meant & { from: string; to: string; edge?: string | undefined },
): Promise<string> {
  const { rows } = given(await client.GET('/edges', { params: { query: pipeline === undefined ? {} : { pipeline } } }))
  const fitting = rows.filter((each) => each.from === from && each.to === to && each.name === (edge ?? null))
  return only(
    fitting.map((each) => ({ name: each.pipeline, value: each.id })),
    `edge from ${from} to ${to}`,
  )
}

/** Finds the pipeline that has a stage. @throws {UsageError} there is none, or several have one */
export async function pipelineWith(
  { client }: Server,
  { pipeline, stage }: Meant & { stage: string },
): Promise<Schemas['pipelineAnswer']> {
  const { rows } = given(await client.GET('/pipelines'))
  const fitting = rows.filter(({ name, stages }) => (pipeline ?? name) === name && stages.some((each) => each.name === stage))
  return only(
    fitting.map((value) => ({ name: value.name, value })),
    `stage ${stage}`,
  )
}

function only<T>(found: readonly { readonly name: string; readonly value: T }[], what: string): T {
  const [first, ...more] = found
  if (first === undefined) throw new UsageError(`The service has no ${what}.`)
  if (more.length === 0) return first.value
  const names = found.map(({ name }) => name).join(', ')
  throw new UsageError(`Several pipelines of the service have an ${what}: choose one of ${names} with --pipeline.`)
}

/** Finds the plan of the service with a digest. @throws {UsageError} it was never submitted */
export async function planThere({ client }: Server, digest: string): Promise<Schemas['planAnswer']> {
  const { rows } = given(await client.GET('/plans', { params: { query: { digest } } }))
  const [row] = rows
  if (row === undefined)
    throw new UsageError(`The service does not have plan ${digest.slice(0, 12)}: submit it with apply --server.`)
  return given(await client.GET('/plans/{plan}', { params: { path: { plan: row.id } } }))
}
