export { advisory } from './advisory.ts'
export { list, map, mapBy, record, set, store, variant, view } from './collections.ts'
export { kind } from './kind.ts'
export { accounts, packages, repositories, workspaces } from './kinds.ts'
export { awaited, contents } from './package-kinds.ts'
export {
  anything,
  bytes,
  count,
  flag,
  moment,
  nullable,
  number,
  optional,
  query,
  queryText,
  text,
  words,
} from './scalars.ts'
export { settings } from './settings.ts'
export type { Shape } from './shape.ts'
