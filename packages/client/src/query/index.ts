export type {
  FieldName as QueryFieldName,
  Operator as QueryOperator,
  Pattern as QueryPattern,
  QueryTree,
  Term as QueryTerm,
} from '@cloudsmith-sdk/search-language'
export { anywhere } from './anywhere.ts'
export { query } from './check.ts'
export { all, any, not } from './combine.ts'
export type { Comparisons } from './comparisons.ts'
export type { DateField, Duration, Moment } from './date-field.ts'
export type { Constraint, DependencyField } from './dependency-field.ts'
export { exactly, type NamedVersion } from './exactly.ts'
export { type Fields as QueryFields, field } from './field.ts'
export { parseQuery } from './parse.ts'
export type { Query } from './query.ts'
export { QuerySyntaxError } from './syntax-error.ts'
export type { TagField, TextField } from './text-field.ts'
export type { VersionField } from './version-field.ts'
export type { FlagField, WordField } from './word-field.ts'
