import type { Pipeline, Stage } from './define-pipeline.ts'
import { PipelineError, unplaced } from './pipeline-error.ts'

/**
 * The two stages of an edge. Packages go only where an edge leads, so that no stage is skipped.
 *
 * @throws {PipelineError} there is no such edge
 */
export function edgeOf({ stages, edges }: Pipeline, from: string, to: string): { source: Stage; destination: Stage } {
  const source = stages.find(({ name }) => name === from)
  const destination = stages.find(({ name }) => name === to)
  if (source !== undefined && destination !== undefined && edges.some((edge) => edge.from === from && edge.to === to)) {
    return { source, destination }
  }
  const ways = edges.map((edge) => `${edge.from} → ${edge.to}`).join(', ')
  throw new PipelineError([unplaced({ path: [], message: `it does not lead from ${from} to ${to}, only ${ways}` })])
}
