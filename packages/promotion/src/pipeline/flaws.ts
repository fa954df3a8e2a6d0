import type { FieldPath, Flaw } from '../repository/document-error.ts'
import { spanPattern } from '../text/duration.ts'
import { describeEdge } from './edge-of.ts'
import { noSuchStage } from './nearest.ts'
import { flawsOfFilter } from './package-filter.ts'
import { flawsOfPeople } from './people.ts'
import type { Edge, Pipeline, Stage } from './pipeline.ts'
import { flawsOfWaiver } from './waivers.ts'

/** Lists what is wrong with a pipeline whose fields have the right types. */
export function flawsOf({ owner, stages, edges, select, people, waivers }: Pipeline): Flaw[] {
  const names = stages.map(({ name }) => name)
  return [
    ...(owner === '' ? [{ path: ['owner'], message: 'must not be empty' }] : []),
    ...(select === undefined ? [] : flawsOfFilter(select, ['select'])),
    ...(people === undefined ? [] : flawsOfPeople(people, ['people'])),
    ...(spanPattern.test(waivers.maxLife)
      ? []
      : [{ path: ['waivers', 'maxLife'], message: 'must be a duration, such as "90 days"' }]),
    ...waivers.given.flatMap((waiver, index) => flawsOfWaiver(waiver, ['waivers', 'given', index], stages, edges)),
    ...(stages.length < 2 ? [{ path: ['stages'], message: 'must contain at least two stages' }] : []),
    ...stages.flatMap((stage, index) => flawsOfStage(stage, ['stages', index], stages.slice(0, index), stages)),
    ...edges.flatMap((edge, index) => flawsOfEdge(edge, ['edges', index], names, edges)),
  ]
}

function flawsOfStage(stage: Stage, path: FieldPath, before: readonly Stage[], stages: readonly Stage[]): Flaw[] {
  const { name, repository, shared, tag } = stage
  const others = stages.filter((other) => other !== stage && other.repository === repository)
  const twin = tag === undefined ? undefined : before.find((other) => other.repository === repository && other.tag === tag)
  const flaws: Flaw[] = []
  if (before.some((other) => other.name === name)) {
    flaws.push({ path: [...path, 'name'], message: `${JSON.stringify(name)} is already a stage: give one of them another name` })
  }
  if (shared && tag === undefined) {
    const where = `${JSON.stringify(repository)} is also the repository of ${others.map((other) => other.name).join(', ')}`
    flaws.push({ path: [...path, 'tag'], message: `is missing: ${where}, so a tag must say which packages are in which stage` })
  }
  if (twin !== undefined) {
    const why = 'stages that share a repository need different tags'
    flaws.push({ path: [...path, 'tag'], message: `${JSON.stringify(tag)} is already the tag of ${twin.name}: ${why}` })
  }
  return flaws
}

function flawsOfEdge(edge: Edge, path: FieldPath, names: readonly string[], edges: readonly Edge[]): Flaw[] {
  const nowhere = (['from', 'to'] as const).filter((end) => !names.includes(edge[end]))
  const circle = leadsTo(edges, edge.to, edge.from)
  const first = edges.find(({ from, to, name }) => from === edge.from && to === edge.to && name === edge.name)
  const twice = `${describeEdge(edge)} is already an edge: give one of them another name`
  return [
    ...nowhere.map((end) => ({ path: [...path, end], message: noSuchStage(edge[end], names) })),
    ...(edge.name === '' ? [{ path: [...path, 'name'], message: 'must not be empty' }] : []),
    ...(first === edge ? [] : [{ path: edge.name === undefined ? path : [...path, 'name'], message: twice }]),
    ...(circle ? [{ path, message: `${edge.from} → ${edge.to} forms a cycle` }] : []),
  ]
}

function leadsTo(edges: readonly Edge[], start: string, goal: string, seen = new Set<string>()): boolean {
  if (start === goal) return true
  if (seen.has(start)) return false
  seen.add(start)
  return edges.some(({ from, to }) => from === start && leadsTo(edges, to, goal, seen))
}
