import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { mainDigest } from '../package/compact-row.ts'
import { differenceText } from '../package/describe.ts'
import type { FileDifference } from '../package/files.ts'
import { namesOf } from '../package/names.ts'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import { stageNamed } from '../pipeline/stage-named.ts'
import { byKey, type Identity } from '../repository/identity.ts'
import { groupsOf } from '../text/groups.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf, rowsOfGroups } from '../text/markdown.ts'
import { plural } from '../text/plural.ts'
import { textTable } from '../text/tables.ts'
import { align, differencesOf } from './align.ts'
import { type Holding, type HoldingsOptions, readHoldings } from './holding.ts'
import { sideOf } from './side-of.ts'

/** How a package of a stage deviates from its pipeline: it came another way, or has become unsafe since. */
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
  /** SHA-256 of its main file, in hex; null if the service reports none. */
  readonly sha256: string | null
  readonly kind: DriftKind
  /** What was found, as a sentence without a full stop. */
  readonly detail: string
  /** The files that differ, for `other bytes`: `source` is in the previous stage, `destination` in this one. */
  readonly differences: readonly FileDifference[]
}

/** How the packages of a stage deviate from its pipeline. */
export interface Drift {
  /** Slug of the workspace. */
  readonly owner: string
  /** Name of the stage. */
  readonly stage: string
  /** Slug of its repository. */
  readonly repository: string
  /** Names of the previous stages, from which packages come. */
  readonly before: readonly string[]
  /** How many packages were checked. */
  readonly looked: number
  /** Sorted by format, name, version and the other parts of the identity. */
  readonly items: readonly DriftItem[]
}

/** Options of {@link drift}. */
export interface DriftOptions extends HoldingsOptions {
  /** Name of the stage. */
  stage: string
}

/**
 * Finds packages in a stage that did not come through the pipeline, whose bytes differ from those in the previous stage, or that now have malware, a
 * quarantine, a policy violation, vulnerabilities or a failed scan. Only reads, and keeps no state.
 *
 * A package that was moved or that retention deleted is no longer in the previous stage. In a stage that packages are moved to, a package missing
 * from the previous stage is therefore not reported. Vulnerabilities are reported even if they are waived.
 *
 * @throws {PipelineError} there is no such stage
 * @throws {PlanError} the service counts more packages than it lists
 */
export async function drift(
  cloudsmith: Cloudsmith,
  pipeline: Pipeline,
  { stage: name, ...options }: DriftOptions,
): Promise<Drift> {
  const { owner, edges } = pipeline
  const stage = stageNamed(pipeline, name)
  const sources = [...new Set(edges.filter(({ to }) => to === name).map(({ from }) => from))]
  const before = sources.map((from) => stageNamed(pipeline, from))
  const sides = [stage, ...before].map((each) => sideOf(pipeline, each))
  const holdings = [...(await readHoldings(cloudsmith, sides, options))].sort(([a], [b]) => byKey(a, b))
  const items = holdings.flatMap(([, held]) => itemsOf(held, stage, before))
  const looked = holdings.reduce((count, [, held]) => count + held.filter(isHere).length, 0)
  return { owner, stage: name, repository: stage.repository, before: before.map((each) => each.name), looked, items }
}

/** The stage is the first side; all previous stages together are the second. */
const isHere = ({ side }: Holding): boolean => side === 0

function itemsOf(holdings: readonly Holding[], stage: Stage, before: readonly Stage[]): DriftItem[] {
  const twoSided = holdings.map((holding) => ({ ...holding, side: isHere(holding) ? 0 : 1 }))
  return align(twoSided, 2).flatMap(([here, origin]) =>
    here === undefined ? [] : [...originItems(here, origin, stage, before), ...stateItems(here)],
  )
}

function originItems(here: Holding, origin: Holding | undefined, { action }: Stage, before: readonly Stage[]): DriftItem[] {
  if (before.length === 0) return []
  const names = before.map(({ name }) => name).join(' or ')
  if (origin === undefined) return action === 'move' ? [] : [item(here, 'not in the stage before', `${names} does not have it`)]
  const differences = differencesOf(origin, here)
  if (differences === undefined) {
    return here.state === 'in flight'
      ? []
      : [item(here, 'not comparable', 'the service does not report the digest of every file')]
  }
  if (differences.length === 0) return []
  const detail = differences.map((file) => differenceText(file, names, 'here')).join('; ')
  return [item(here, 'other bytes', detail, differences)]
}

function stateItems(here: Holding): DriftItem[] {
  const { state, detail } = here
  return state === 'ok' || state === 'in flight' || state === 'not scanned' ? [] : [item(here, state, detail)]
}

const item = (here: Holding, kind: DriftKind, detail: string, differences: readonly FileDifference[] = []): DriftItem => ({
  package: here.package,
  slugPerm: here.slugPerm,
  sha256: mainDigest(here),
  kind,
  detail,
  differences,
})

/** Formats the drift for a terminal. */
export const driftText = (result: Drift): string => textTable(heading(result), rowsOf(result))

/**
 * Formats the drift as Markdown, for a pull request or a job summary. To stay within the limit, packages with the same drift are reduced to their
 * number and the first few.
 */
export function driftMarkdown(result: Drift, options?: MarkdownOptions): string {
  const said = rowsOf(result).map(([label = '', name = '', detail = '']) => ({ label, name, details: [detail] }))
  const table = { columns: ['', 'package', 'why'], rows: rowsOfGroups(groupsOf(said), 'package'), noun: 'package' }
  return markdownOf({ heading: heading(result), ...table }, options)
}

function heading({ owner, stage, looked, items }: Drift): string {
  const concerned = new Set(items.map(({ slugPerm }) => slugPerm)).size
  const all = plural(looked, 'package')
  return `${owner}: ${stage}: ${concerned === 0 ? `no drift in ${all}` : `drift in ${concerned} of ${all}`}`
}

function rowsOf({ items }: Drift): string[][] {
  const names = namesOf(items)
  return items.map((each, index) => [each.kind, names[index] ?? '', each.detail])
}
