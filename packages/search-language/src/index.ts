export type { Reading } from './cursor.ts'
export { type FieldKind, type FieldName, fieldKinds, type NameOfKind } from './field-kinds.ts'
export { formatQuery } from './format.ts'
export { parseQuery } from './parse.ts'
export type { SyntaxProblem } from './syntax-problem.ts'
export {
  and,
  negate,
  type Operator,
  operators,
  or,
  type Part,
  type Parts,
  type Pattern,
  plainText,
  type QueryTree,
  type Term,
} from './tree.ts'
export { hasYear, isDate } from './values.ts'
