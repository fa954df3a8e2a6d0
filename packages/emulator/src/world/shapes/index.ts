export { list, map, mapBy, set, store } from './collections.ts'
export { changing, dictionary, type Recorded, record, recordOf, variant, view } from './fields.ts'
export { kind } from './kind.ts'
export { partsOf } from './parts-shape.ts'
export {
  anew,
  anything,
  bytes,
  checked,
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
export type { Kind, Of, Shape } from './shape.ts'
