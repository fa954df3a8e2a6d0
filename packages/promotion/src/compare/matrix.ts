import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { nameOf } from '../package/describe.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { byKey, type Identity } from '../repository/identity.ts'
import { markdownSection, markdownTable } from '../text/markdown.ts'
import { textTable } from '../text/tables.ts'
import { differencesBetween, type Holding, type HoldingState, type HoldingsOptions, holdingsOf } from './holding.ts'

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
  /** By format, name, version and file name. */
  readonly rows: readonly MatrixRow[]
}

/**
 * Tells of every package in which stages of a pipeline it is, with which bytes, and how it stands there. Reads only.
 *
 * @throws {PlanError} a repository changed while it was read
 */
export async function matrix(cloudsmith: Cloudsmith, pipeline: Pipeline, options: HoldingsOptions = {}): Promise<Matrix> {
  const { owner, stages } = pipeline
  const all = await Promise.all(stages.map(({ repository: repo }) => holdingsOf(cloudsmith, { owner, repo }, options)))
  const keys = [...new Set(all.flatMap((held) => [...held.keys()]))].sort(byKey)
  const rows = keys.flatMap((key): MatrixRow[] => {
    const held = all.map((stage) => stage.get(key) ?? [])
    const some = held.flat()[0]
    return some === undefined ? [] : [{ package: some.package, cells: held.map(cellOf), same: sameness(held) }]
  })
  return { owner, stages: stages.map(({ name }) => name), rows }
}

function cellOf([holding]: readonly Holding[]): MatrixCell | null {
  return holding === undefined ? null : { slugPerm: holding.slugPerm, sha256: holding.sha256, state: holding.state }
}

function sameness(held: readonly (readonly Holding[])[]): boolean | null {
  const [first = [], ...others] = held.filter(({ length }) => length > 0)
  const differences = others.map((other) => differencesBetween(first, other))
  if (differences.some((files) => files !== undefined && files.length > 0)) return false
  return differences.includes(undefined) ? null : true
}

/** The matrix for a person at a terminal. */
export const matrixText = (result: Matrix): string =>
  [heading(result), ...textTable([['package', ...result.stages, ''], ...rowsOf(result)])].join('\n')

/** The matrix for a pull request or a job summary. */
export const matrixMarkdown = (result: Matrix): string =>
  markdownSection(heading(result), markdownTable(['package', ...result.stages, ''], rowsOf(result)))

const heading = ({ owner, stages, rows }: Matrix): string => `${owner}: ${rows.length} packages in ${stages.join(', ')}`

const rowsOf = ({ rows }: Matrix): string[][] =>
  rows.map((row) => [nameOf(row.package), ...row.cells.map(cellText), samenessText(row)])

const samenessText = ({ same }: MatrixRow): string => (same === null ? 'not comparable' : same ? '' : 'other bytes')

/** So much of a digest that people can tell two apart. */
const shortDigest = 12

function cellText(cell: MatrixCell | null): string {
  if (cell === null) return '-'
  const digest = cell.sha256?.slice(0, shortDigest) ?? 'no digest'
  return cell.state === 'ok' ? digest : `${digest} ${cell.state}`
}
