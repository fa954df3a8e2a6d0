import { type Document, dereference, type Operation, type Parameter, type Schema } from './document.ts'

/** Whether a parameter contains several values in one string, separated by commas. */
export const isJoined = ({ schema, explode }: Parameter): boolean => schema.type === 'array' && explode === false

/** Names of the parameters and fields of an operation that contain several values in one string. */
export function joinedOf(document: Document, { parameters, body }: Operation): string[] {
  const { properties = {} } = dereference<Schema>(document, (body?.schema ?? {}) as Schema & { $ref: string })
  const fields = Object.entries(properties).filter(([, schema]) => schema['x-joined'])
  return [...parameters.filter(isJoined).map(({ name }) => name), ...fields.map(([name]) => name)]
}

/** Names of the parameters that are repeated for each value. */
export function repeatedOf(operations: readonly Operation[]): string[] {
  const repeated = operations.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.schema.type === 'array' && !isJoined(parameter)),
  )
  return [...new Set(repeated.map(({ name }) => name))]
}
