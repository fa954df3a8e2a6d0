import { type EdgeParts, edgeIn, type FlowParts } from '../../flow/parts.ts'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import { ApiProblem } from '../problem.ts'

/** The problem for something that does not exist. */
export const missing = (what: string): ApiProblem => new ApiProblem(404, `There is no ${what}.`)

/** Finds a pipeline by name. @throws {ApiProblem} 404: there is none */
export function pipelineNamed({ pipelines }: Pick<FlowParts, 'pipelines'>, name: string): ServedPipeline {
  const served = pipelines.find((each) => each.name === name)
  if (served === undefined) throw missing(`pipeline ${name}`)
  return served
}

/** Finds an edge by ID. @throws {ApiProblem} 404: there is none */
export function edgeNamed(parts: FlowParts, id: string): EdgeParts {
  const found = edgeIn(parts, id)
  if (found === undefined) throw missing(`edge ${id}`)
  return found
}

/** Returns what was found. @throws {ApiProblem} 404: nothing was found */
export async function there<T>(found: Promise<T | undefined>, what: string): Promise<T> {
  const it = await found
  if (it === undefined) throw missing(what)
  return it
}
