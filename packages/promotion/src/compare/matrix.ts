import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { mainDigest } from '../package/compact-row.ts'
import { namesOf, shortDigest } from '../package/names.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { byKey, type Identity } from '../repository/identity.ts'
import type { MarkdownOptions } from '../text/limits.ts'
import { markdownOf } from '../text/markdown.ts'
import { plural } from '../text/plural.ts'
import { textTable } from '../text/tables.ts'
import { type Aligned, align, differencesOf } from './align.ts'
import { type Holding, type HoldingState, type HoldingsOptions, readHoldings } from './holding.ts'
import { sideOf } from './side-of.ts'

/** A package in a stage. */
export interface MatrixCell {
  readonly slugPerm: string
  /** SHA-256 in hex of the main file; null where the service tells none. */
  readonly sha256: string | null
  readonly state: HoldingState
}

/** A package, and where it is. */
export interface MatrixRow {
  readonly package: Identity
  /** For each stage, in their order; null where it is not. */
  readonly cells: readonly (MatrixCell | null)[]
  /** Every stage that has it has the same bytes, file by file; null where that cannot be told. */
  readonly same: boolean | null
}

/** Which package is in which stage. */
export interface Matrix {
  readonly owner: string
  /** Names of the stages. */
  readonly stages: readonly string[]
  /** By format, name, version and what else tells packages apart. */
  readonly rows: readonly MatrixRow[]
}

/**
 * Tells of every package in which stages of a pipeline it is, with which bytes, and in which state. Reads only. Packages that have one
 * identity and stand side by side in a repository have a row each.
 *
 * @throws {PlanError} the service counts more packages than it lists
 */
export async function matrix(cloudsmith: Cloudsmith, pipeline: Pipeline, options: HoldingsOptions = {}): Promise<Matrix> {
  const { owner, stages } = pipeline
  const sides = stages.map((stage) => sideOf(pipeline, stage))
  const holdings = [...(await readHoldings(cloudsmith, sides, options))].sort(([a], [b]) => byKey(a, b))
  const rows = holdings.flatMap(([, held]) => align(held, sides.length).flatMap(rowOf))
  return { owner, stages: stages.map(({ name }) => name), rows }
}

function rowOf(held: Aligned): MatrixRow[] {
  const [some, ...others] = held.filter((holding) => holding !== undefined)
  return some === undefined ? [] : [{ package: some.package, cells: held.map(cellOf), same: sameness(some, others) }]
}

const cellOf = (holding: Holding | undefined): MatrixCell | null =>
  holding === undefined ? null : { slugPerm: holding.slugPerm, sha256: mainDigest(holding), state: holding.state }

function sameness(first: Holding, others: readonly Holding[]): boolean | null {
  const differences = others.map((other) => differencesOf(first, other))
  if (differences.some((files) => files !== undefined && files.length > 0)) return false
  return differences.includes(undefined) ? null : true
}

/** The matrix for a person at a terminal. */
export const matrixText = (result: Matrix): string =>
  textTable(heading(result), [['package', ...result.stages, ''], ...rowsOf(result)])

/** The matrix for a pull request or a job summary, within its limit. */
export function matrixMarkdown(result: Matrix, options?: MarkdownOptions): string {
  const rows = rowsOf(result).map((cells) => ({ cells, count: 1 }))
  return markdownOf({ heading: heading(result), columns: ['package', ...result.stages, ''], rows, noun: 'package' }, options)
}

const heading = ({ owner, stages, rows }: Matrix): string => `${owner}: ${plural(rows.length, 'package')} in ${stages.join(', ')}`

function rowsOf({ rows }: Matrix): string[][] {
  const names = namesOf(
    rows.map((row) => ({ package: row.package, sha256: row.cells.find((cell) => cell !== null)?.sha256 ?? null })),
  )
  return rows.map((row, index) => [names[index] ?? '', ...row.cells.map(cellText), samenessText(row)])
}

const samenessText = ({ same }: MatrixRow): string => (same === null ? 'not comparable' : same ? '' : 'other bytes')

function cellText(cell: MatrixCell | null): string {
  if (cell === null) return '-'
  const digest = shortDigest(cell.sha256)
  return cell.state === 'ok' ? digest : `${digest} ${cell.state}`
}
