import type { PlanOutcome } from '@cloudsmith-sdk/promotion'
import type { StageHolding } from '@cloudsmith-sdk/promotion/compare'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { PackageFilter } from '../../store/packages.ts'
import type { Visit } from '../parts.ts'

/** Rows of a page. */
export const pageSize = 50

/** Names of what a list of packages is filtered by, as addresses have them. */
export const filterNames = ['name', 'format', 'stage', 'tag', 'state', 'gate'] as const

/** What plans say of packages, and what speaks against them where they are: both are states that one looks for. */
export const states: readonly (PlanOutcome | StageHolding['state'])[] = [
  ...(['needs approval', 'blocked', 'conflict', 'waiting', 'promote', 'already there'] as const),
  ...(['malware', 'quarantined', 'policy violated', 'vulnerable', 'scan failed', 'not scanned', 'in flight', 'ok'] as const),
]

/** Gates of a pipeline, of its stages and of its edges. */
export const gatesOf = ({ pipeline: { stages, edges } }: ServedPipeline): readonly string[] =>
  [
    ...new Set([...stages.flatMap(({ gates }) => gates), ...edges.flatMap(({ gates }) => gates ?? [])].map(({ name }) => name)),
  ].sort()

/** Characters of a value in an address, at most. */
const longest = 300

/** The pipeline that an address names; the first where it names none that there is. */
export const chosenPipeline = ({ context, parts }: Visit): ServedPipeline | undefined =>
  parts.pipelines.find(({ name }) => name === context.req.query('pipeline')) ?? parts.pipelines[0]

/** What an address asks for. */
export function filterOf({ context }: Visit, pipeline: string): PackageFilter {
  const said = (name: string) => context.req.query(name)?.slice(0, longest).replaceAll('\0', '') || undefined
  return {
    ...{ pipeline, limit: pageSize, after: said('after') },
    ...Object.fromEntries(filterNames.map((name) => [name, said(name)])),
  }
}

/** Where all packages of a pipeline are. */
export const pathOf = ({ parts }: Visit, { name }: ServedPipeline): string =>
  parts.pipelines.length > 1 ? `/packages?${new URLSearchParams({ pipeline: name })}` : '/packages'
