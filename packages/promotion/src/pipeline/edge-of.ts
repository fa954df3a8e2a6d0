import type { TransferAction } from '../package/transfer.ts'
import { unplaced } from '../repository/document-error.ts'
import { nearest } from './nearest.ts'
import type { Edge, Pipeline, Stage } from './pipeline.ts'
import { PipelineError } from './pipeline-error.ts'
import { stageNamed } from './stage-named.ts'

/** How a package gets along an edge. `tag`: both stages share a repository, so the package is only tagged where it is. */
export type StepAction = TransferAction | 'tag'

/** A stage as the destination of an edge, with the gates of that edge. */
export interface Destination extends Omit<Stage, 'action'> {
  /** How packages get there. `tag`: both stages share a repository, so the package is only tagged where it is. */
  readonly action: StepAction
  /** Name of the edge; null if it has none. */
  readonly edge: string | null
}

/** The two stages of an edge. */
export interface Way {
  readonly source: Stage
  readonly destination: Destination
}

/**
 * Finds the two stages of an edge. Packages only go along edges, so no stage is skipped, and along a named edge only if the caller names it.
 *
 * @param name of the edge; omitted or null for the edge without a name
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
  const there = between.length > names.length ? ['the one without a name', ...names] : names
  const meant = nearest(JSON.stringify(name), names)
  const guess = meant === undefined ? '' : `; did you mean ${meant}?`
  return `there is no edge ${JSON.stringify(name)} from ${from} to ${to}: choose ${there.join(' or ')}${guess}`
}

/** Describes an edge, such as `dev → production (hotfix)`. */
export const describeEdge = ({ from, to, name }: Edge): string => `${from} → ${to}${name === undefined ? '' : ` (${name})`}`
