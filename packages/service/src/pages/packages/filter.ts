import type { PlanOutcome } from '@cloudsmith-sdk/promotion'
import type { StageHolding } from '@cloudsmith-sdk/promotion/compare'
import type { ServedPipeline } from '../../settings/pipelines.ts'
import type { PackageFilter } from '../../store/packages.ts'
import type { Visit } from '../parts.ts'

/** Rows on a page. */
export const pageSize = 50

/** Names of the filters, as in addresses. */
export const filterNames = ['name', 'format', 'stage', 'tag', 'state', 'gate'] as const

/** Outcomes in plans and states in stages: people search for both as states. */
export const states: readonly (PlanOutcome | StageHolding['state'])[] = [
  ...(['needs approval', 'blocked', 'conflict', 'waiting', 'promote', 'already there'] as const),
  ...(['malware', 'quarantined', 'policy violated', 'vulnerable', 'scan failed', 'not scanned', 'in flight', 'ok'] as const),
]

/** All gates of a pipeline, of its stages and its edges. */
export const gatesOf = ({ pipeline: { stages, edges } }: ServedPipeline): readonly string[] =>
  [
    ...new Set([...stages.flatMap(({ gates }) => gates), ...edges.flatMap(({ gates }) => gates ?? [])].map(({ name }) => name)),
  ].sort()

/** Maximum length of a value in an address. */
const longest = 300

/** The pipeline in an address, or the first one if the address names none that exists. */
export const chosenPipeline = ({ context, parts }: Visit): ServedPipeline | undefined =>
  parts.pipelines.find(({ name }) => name === context.req.query('pipeline')) ?? parts.pipelines[0]

/** Reads the filter from an address. */
export function filterOf({ context }: Visit, pipeline: string): PackageFilter {
  const said = (name: string) => context.req.query(name)?.slice(0, longest).replaceAll('\0', '') || undefined
  return {
    ...{ pipeline, limit: pageSize, after: said('after') },
    ...Object.fromEntries(filterNames.map((name) => [name, said(name)])),
  }
}

/** Path of the page with all packages of a pipeline. */
export const pathOf = ({ parts }: Visit, { name }: ServedPipeline): string =>
  parts.pipelines.length > 1 ? `/packages?${new URLSearchParams({ pipeline: name })}` : '/packages'
