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
  /** SHA-256 of the main file, in hex; null if the service reports none. */
  readonly sha256: string | null
  readonly state: HoldingState
}

/** A package, and the stages that it is in. */
export interface MatrixRow {
  readonly package: Identity
  /** A cell for each stage, in the order of the stages; null if the package is not in it. */
  readonly cells: readonly (MatrixCell | null)[]
  /** Whether every stage that has it has the same bytes, file by file; null if that is unknown. */
  readonly same: boolean | null
}

/** Which package is in which stage. */
export interface Matrix {
  /** Slug of the workspace. */
  readonly owner: string
  /** Names of the stages. */
  readonly stages: readonly string[]
  /** Sorted by format, name, version and the other parts of the identity. */
  readonly rows: readonly MatrixRow[]
}

/**
 * Reports for every package which stages of a pipeline it is in, with which bytes and in which state. Only reads. Packages that share an identity
 * within one repository have a row each.
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

/** Formats the matrix for a terminal. */
export const matrixText = (result: Matrix): string =>
  textTable(heading(result), [['package', ...result.stages, ''], ...rowsOf(result)])

/** Formats the matrix as Markdown, for a pull request or a job summary, within the size limit. */
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
