import { type Document, dereference, type Operation, type Schema } from './document.ts'

/** How an operation returns a list: the field that contains it (none for a bare array), and how to request the next page. */
export interface ListShape {
  field: string | undefined
  paging: 'page' | 'cursor' | 'none'
}

/** How an operation returns a list, or undefined if it does not. */
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
 * The response of a successful operation that does not return a list: an object with required fields; nothing; or anything, if the
 * description declares no type.
 */
export function answerShape(document: Document, { success: { schema } }: Operation): 'object' | 'nothing' | 'anything' {
  if (schema === undefined) return 'nothing'
  const { properties, required = [], oneOf = [], anyOf = [] } = dereference<Schema>(document, schema as Schema & { $ref: string })
  const isUnion = oneOf.length + anyOf.length > 0
  return isUnion || (properties !== undefined && required.length > 0) ? 'object' : 'anything'
}

/** A PascalCase type name. */
export const pascal = (words: readonly string[]): string =>
  words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')

/** Name of the schema that a reference points to. */
export const schemaName = (schema: Schema): string | undefined => schema.$ref?.split('/').at(-1)
