import { type Document, dereference, type Operation, type Schema } from './document.ts'

/** How an operation answers with many: the field that holds them (none for a bare array), and how the next page is asked for. */
export interface ListShape {
  field: string | undefined
  paging: 'page' | 'cursor' | 'none'
}

/** How an operation answers with many, or undefined where it answers with one thing. */
export function listShape(document: Document, operation: Operation): ListShape | undefined {
  const { schema } = operation.success
  if (schema === undefined || operation.method !== 'GET') return undefined
  const asks = (name: string) => operation.parameters.some((parameter) => parameter.in === 'query' && parameter.name === name)
  const paging = asks('cursor') ? 'cursor' : asks('page') ? 'page' : 'none'
  const resolved = dereference<Schema>(document, schema as Schema & { $ref: string })
  if (resolved.type === 'array') return { field: undefined, paging }
  if (paging === 'none') return undefined
  const arrays = Object.entries(resolved.properties ?? {}).filter(([, property]) => property.type === 'array')
  return arrays.length === 1 && arrays[0] !== undefined ? { field: arrays[0][0], paging } : undefined
}

/**
 * What an operation answers with where all went well, if that is no list: an object, which has fields that are always there; nothing; or
 * anything, where the description does not say.
 */
export function answerShape(document: Document, { success: { schema } }: Operation): 'object' | 'nothing' | 'anything' {
  if (schema === undefined) return 'nothing'
  const { properties, required = [], oneOf = [], anyOf = [] } = dereference<Schema>(document, schema as Schema & { $ref: string })
  const isUnion = oneOf.length + anyOf.length > 0
  return isUnion || (properties !== undefined && required.length > 0) ? 'object' : 'anything'
}

/** Words as the name of a type. */
export const pascal = (words: readonly string[]): string =>
  words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')

/** Name of the schema that a reference points at. */
export const schemaName = (schema: Schema): string | undefined => schema.$ref?.split('/').at(-1)
