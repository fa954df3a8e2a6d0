import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { differenceText, nameOf } from '../package/describe.ts'
import type { FileDifference } from '../package/files.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { byKey, type Identity } from '../repository/identity.ts'
import { markdownSection, markdownTable } from '../text/markdown.ts'
import { textTable } from '../text/tables.ts'
import { differencesBetween, type Holding, type Holdings, type HoldingsOptions, holdingsOf } from './holding.ts'

/** What is not as the pipeline would have it: how the package came here, or what became of it since. */
export type DriftKind =
  | 'not in the stage before'
  | 'other bytes'
  | 'not comparable'
  | 'malware'
  | 'quarantined'
  | 'policy violated'
  | 'vulnerable'
  | 'scan failed'

/** Something that is wrong with a package of a stage. A package may have several. */
export interface DriftItem {
  readonly package: Identity
  readonly slugPerm: string
  readonly kind: DriftKind
  /** What was seen, as a sentence without its full stop. */
  readonly detail: string
  /** For `other bytes`: `source` is of the stage before, `destination` of this one. */
  readonly differences: readonly FileDifference[]
}

/** How far a stage is from what its pipeline would have made it. */
export interface Drift {
  readonly owner: string
  readonly stage: string
  readonly repository: string
  /** Names of the stages that packages come from. */
  readonly before: readonly string[]
  /** How many packages were looked at. */
  readonly looked: number
  /** By format, name, version and file name. */
  readonly items: readonly DriftItem[]
}

/** What {@link drift} takes. */
export interface DriftOptions extends HoldingsOptions {
  /** Name of the stage. */
  stage: string
}

/**
 * Looks for packages in a stage that did not come through the pipeline, whose bytes are not those of the stage before, or that malware,
 * a quarantine, a violated policy, findings or a failed scan speak against now. Reads only, and remembers nothing.
 *
 * A package that was moved, or that retention deleted, is no longer in the stage before: where packages are moved, its absence there is
 * not reported. Findings are reported whether somebody waived them or not.
 *
 * @throws {PipelineError} there is no such stage
 * @throws {PlanError} a repository changed while it was read
 */
export async function drift(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  { stage: name, ...options }: DriftOptions,
): Promise<Drift> {
  const { owner, edges } = pipeline
  const stage = stageNamed(pipeline, name)
  const before = edges.filter(({ to }) => to === name).map(({ from }) => stageNamed(pipeline, from))
  const read = ({ repository: repo }: Stage) => holdingsOf(cloudsmith, { owner, repo }, options)
  const [here, ...sources] = (await Promise.all([stage, ...before].map(read))) as [Holdings, ...Holdings[]]
  const items = [...here]
    .sort(([a], [b]) => byKey(a, b))
    .flatMap(([key, held]) => {
      const origins = sources.flatMap((source) => source.get(key) ?? [])
      return held.flatMap((holding) => [...originOf(holding, origins, stage, before), ...standingOf(holding)])
    })
  const looked = [...here.values()].flat().length
  return { owner, stage: name, repository: stage.repository, before: before.map((each) => each.name), looked, items }
}

function originOf(holding: Holding, origins: readonly Holding[], { action }: Stage, before: readonly Stage[]): DriftItem[] {
  if (before.length === 0) return []
  const names = before.map(({ name }) => name).join(' or ')
  if (origins.length === 0) {
    return action === 'move' ? [] : [item(holding, 'not in the stage before', `${names} does not have it`)]
  }
  const differences = differencesBetween(origins, [holding])
  if (differences === undefined) {
    return holding.state === 'in flight'
      ? []
      : [item(holding, 'not comparable', 'the service does not tell the digest of every file')]
  }
  if (differences.length === 0) return []
  const detail = differences.map((file) => differenceText(file, names, 'here')).join('; ')
  return [item(holding, 'other bytes', detail, differences)]
}

function standingOf(holding: Holding): DriftItem[] {
  const { state, told } = holding
  return state === 'ok' || state === 'in flight' || state === 'not scanned' ? [] : [item(holding, state, told)]
}

const item = (
  { package: pkg, slugPerm }: Holding,
  kind: DriftKind,
  detail: string,
  differences: readonly FileDifference[] = [],
): DriftItem => ({ package: pkg, slugPerm, kind, detail, differences })

/** The drift for a person at a terminal. */
export const driftText = (result: Drift): string => [heading(result), ...textTable(rowsOf(result))].join('\n')

/** The drift for a pull request or a job summary. */
export const driftMarkdown = (result: Drift): string =>
  markdownSection(heading(result), markdownTable(['', 'package', 'why'], rowsOf(result)))

const heading = ({ owner, stage, looked, items }: Drift): string =>
  `${owner}: ${stage}: ${items.length === 0 ? 'no drift' : `${items.length} of drift`} in ${looked} packages`

const rowsOf = ({ items }: Drift): string[][] => items.map((each) => [each.kind, nameOf(each.package), each.detail])
