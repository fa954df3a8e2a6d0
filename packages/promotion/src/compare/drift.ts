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
  /** SHA-256 in hex of its main file; null where the service tells none. */
  readonly sha256: string | null
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
  /** By format, name, version and what else tells packages apart. */
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

/** The stage is the first side; the stages before it count as one. */
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

/** The drift for a person at a terminal. */
export const driftText = (result: Drift): string => textTable(heading(result), rowsOf(result))

/** The drift for a pull request or a job summary, within its limit: what is said of many packages only with the first of them. */
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
