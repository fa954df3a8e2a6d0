import { dereference, type Schema } from '@cloudsmith-sdk/openapi/document'
import type { Description, Method } from './methods.ts'

/** Whether a model gets a section of its own: it has fields or enumerated values to look up. */
export const isShown = ({ properties, enum: values, oneOf, anyOf }: Schema): boolean =>
  properties !== undefined || values !== undefined || [oneOf, anyOf].some((all) => all?.some(({ $ref }) => $ref !== undefined))

/** Names of the models that a method returns and takes. The body itself is not included, because its fields are the method's parameters. */
export function modelsOf({ description, operations }: Method): string[] {
  const schemas = operations.flatMap(({ success, body, parameters }) => {
    const whole = body && dereference<Schema>(description, body.schema as Schema & { $ref: string })
    return [success.schema, whole, ...parameters.map(({ schema }) => schema)]
  })
  return [...new Set(schemas.flatMap((schema) => modelsIn(description, schema)))]
}

/** Names of the models in a schema, including the schema itself, in order of occurrence. */
function modelsIn(description: Description, schema: Schema | undefined): string[] {
  const met = new Set<string>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { $ref } = node as Schema
    const name = $ref?.split('/').at(-1)
    if ($ref !== undefined && name !== undefined && !met.has(name)) {
      met.add(name)
      visit(dereference(description, { $ref }))
    }
    for (const inner of Object.values(node)) visit(inner)
  }
  visit(schema)
  return [...met]
}
