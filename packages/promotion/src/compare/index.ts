export { type Diff, type DiffItem, type DiffKind, type DiffOptions, diff, diffMarkdown, diffText } from './diff.ts'
export { type Drift, type DriftItem, type DriftKind, type DriftOptions, drift, driftMarkdown, driftText } from './drift.ts'
export type { HoldingState, HoldingsOptions } from './holding.ts'
export { type Matrix, type MatrixCell, type MatrixRow, matrix, matrixMarkdown, matrixText } from './matrix.ts'
