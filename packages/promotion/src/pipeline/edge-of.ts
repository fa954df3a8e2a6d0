import type { TransferAction } from '../package/transfer.ts'
import { unplaced } from '../repository/document-error.ts'
import { nearest } from './nearest.ts'
import type { Edge, Pipeline, Stage } from './pipeline.ts'
import { PipelineError } from './pipeline-error.ts'
import { stageNamed } from './stage-named.ts'

/** How a package gets along an edge. `tag`: both stages have the same repository, so that nothing is sent. */
export type StepAction = TransferAction | 'tag'

/** A stage as packages come to it along an edge: with what that edge asks of them. */
export interface Destination extends Omit<Stage, 'action'> {
  readonly action: StepAction
  /** Name of the edge. */
  readonly edge: string | null
}

/** Two stages, and what is between them. */
export interface Way {
  readonly source: Stage
  readonly destination: Destination
}

/**
 * The two stages of an edge. Packages go only where an edge leads, so that no stage is skipped, and along an edge with a name only where that
 * is named.
 *
 * @param name of the edge; none for the edge that has none
 * @throws {PipelineError} there is no such edge
 */
export function edgeOf(pipeline: Pipeline, from: string, to: string, name?: string | null): Way {
  const [source, stage] = [stageNamed(pipeline, from), stageNamed(pipeline, to)]
  const between = pipeline.edges.filter((edge) => edge.from === from && edge.to === to)
  const edge = between.find((each) => (each.name ?? null) === (name ?? null))
  if (edge === undefined) {
    throw new PipelineError([
      unplaced({ path: [], message: noSuchEdge({ from, to, name: name ?? undefined }, between, pipeline.edges) }),
    ])
  }
  const action = source.repository === stage.repository ? 'tag' : stage.action
  return { source, destination: { ...stage, action, gates: edge.gates ?? stage.gates, edge: edge.name ?? null } }
}

function noSuchEdge(wanted: Edge, between: readonly Edge[], edges: readonly Edge[]): string {
  const { from, to, name } = wanted
  const names = between.flatMap((each) => (each.name === undefined ? [] : JSON.stringify(each.name)))
  if (between.length === 0) return `it does not lead from ${from} to ${to}, only ${edges.map(describeEdge).join(', ')}`
  if (name === undefined) return `from ${from} to ${to} there are only named edges: choose one of ${names.join(', ')}`
  const there = between.length > names.length ? ['one without a name', ...names] : names
  const meant = nearest(JSON.stringify(name), names)
  const guess = meant === undefined ? '' : `; did you mean ${meant}?`
  return `there is no edge ${JSON.stringify(name)} from ${from} to ${to}: there are ${there.join(', ')}${guess}`
}

/** An edge in words, such as `dev → production (hotfix)`. */
export const describeEdge = ({ from, to, name }: Edge): string => `${from} → ${to}${name === undefined ? '' : ` (${name})`}`
