import { type EdgeParts, edgeIn, type FlowParts } from '../../flow/parts.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import { ApiProblem } from '../problem.ts'

/** There is no such thing. */
export const missing = (what: string): ApiProblem => new ApiProblem(404, `There is no ${what}.`)

/** @throws {ApiProblem} 404 */
export function pipelineNamed({ pipelines }: Pick<FlowParts, 'pipelines'>, name: string): ServedPipeline {
  const served = pipelines.find((each) => each.name === name)
  if (served === undefined) throw missing(`pipeline ${name}`)
  return served
}

/** @throws {ApiProblem} 404 */
export function edgeNamed(parts: FlowParts, id: string): EdgeParts {
  const found = edgeIn(parts, id)
  if (found === undefined) throw missing(`edge ${id}`)
  return found
}

/** What was found. @throws {ApiProblem} 404 */
export async function there<T>(found: Promise<T | undefined>, what: string): Promise<T> {
  const it = await found
  if (it === undefined) throw missing(what)
  return it
}
