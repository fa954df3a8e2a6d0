import { dereference, type Schema } from '@cloudsmith-sdk/openapi/document'
import { listShape } from '@cloudsmith-sdk/openapi/shapes'
import type { Method } from './methods.ts'

/** The type of a row of the list that a method returns; undefined if it does not return a list. */
export function rowOf({ description, operations: [operation] }: Method): Schema | undefined {
  const list = listShape(description, operation)
  if (list === undefined) return undefined
  const whole = dereference<Schema>(description, operation.success.schema as Schema & { $ref: string })
  return (list.field === undefined ? whole.items : whole.properties?.[list.field]?.items) ?? {}
}
