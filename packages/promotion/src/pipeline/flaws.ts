import type { Edge, Pipeline } from './define-pipeline.ts'
import type { FieldPath, Flaw } from './pipeline-error.ts'

/** What is wrong with a pipeline whose fields have the right types. */
export function flawsOf({ owner, stages, edges }: Pipeline): Flaw[] {
  const names = stages.map(({ name }) => name)
  const repositories = stages.map(({ repository }) => repository)
  return [
    ...(owner === '' ? [{ path: ['owner'], message: 'must not be empty' }] : []),
    ...(stages.length < 2 ? [{ path: ['stages'], message: 'must be at least two' }] : []),
    ...repeated(names, 'name'),
    ...repeated(repositories, 'repository'),
    ...edges.flatMap((edge, index) => flawsOfEdge(edge, ['edges', index], names, edges)),
  ]
}

function repeated(values: readonly string[], field: string): Flaw[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [{ path: ['stages', index, field], message: `${JSON.stringify(value)} is a stage already` }],
  )
}

function flawsOfEdge(edge: Edge, path: FieldPath, names: readonly string[], edges: readonly Edge[]): Flaw[] {
  const nowhere = (['from', 'to'] as const).filter((end) => !names.includes(edge[end]))
  const circle = leadsTo(edges, edge.to, edge.from)
  return [
    ...nowhere.map((end) => ({
      path: [...path, end],
      message: `there is no stage ${JSON.stringify(edge[end])}: there are ${names.join(', ')}`,
    })),
    ...(circle ? [{ path, message: `${edge.from} → ${edge.to} leads in a circle` }] : []),
  ]
}

function leadsTo(edges: readonly Edge[], start: string, goal: string, seen = new Set<string>()): boolean {
  if (start === goal) return true
  if (seen.has(start)) return false
  seen.add(start)
  return edges.some(({ from, to }) => from === start && leadsTo(edges, to, goal, seen))
}
