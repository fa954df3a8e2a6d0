import { given, type Server } from './connect.ts'
import { pipelineWith } from './find.ts'

/** Reads what was promoted into a stage from a service. */
export async function historyThere(server: Server, { pipeline, stage }: { pipeline?: string | undefined; stage: string }) {
  const { name, owner } = await pipelineWith(server, { pipeline, stage })
  const path = { pipeline: name, stage }
  const { rows } = given(await server.client.GET('/pipelines/{pipeline}/stages/{stage}/history', { params: { path } }))
  return { owner, entries: rows }
}
