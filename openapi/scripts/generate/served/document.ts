import { type Document, dereference, type Parameter } from '../document.ts'
import { type Dialect, mapValues, type Node, olderSchema } from './schema.ts'

/** What is sent or answered, by its type. */
export type Content = Readonly<Record<string, { schema: Node }>>

/** An answer as it is in a document. */
export interface RawResponse {
  readonly description: string
  readonly content?: Content
}

/** An operation as it is in a document. */
export interface RawOperation extends Node {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { $ref: string })[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, RawResponse | { $ref: string }>>
}

/** An emitted document, with what the client and the emulator do not read of it. */
export interface Whole {
  readonly info: Node
  readonly tags: readonly Node[]
  readonly security: readonly Node[]
  readonly components: Document['components'] & {
    readonly responses: Readonly<Record<string, RawResponse>>
    readonly securitySchemes: Readonly<Record<string, Node>>
  }
}

/** What the whole document says of itself. */
export const aboutOf = ({ info, tags, security }: Whole): Node => ({
  info: { title: info.title, version: info.version, description: info.description },
  tags: tags.map(({ name, description }) => ({ name, description })),
  security,
})

/** Paths with other operations in them. */
export const pathsOf = ({ paths }: Document, change: (operation: RawOperation) => Node): Node =>
  mapValues(paths, (item) => mapValues(item as Node, (operation) => change(operation as RawOperation)))

/** What all versions say of an operation in the same words. */
export const headOf = ({ operationId, summary, description, deprecated, tags, security }: RawOperation): Node => ({
  operationId,
  summary,
  description,
  ...(deprecated === true && { deprecated }),
  tags,
  ...(security !== undefined && { security }),
})

/** A parameter of an operation, with everything that it refers to in its place. */
export interface PlainParameter extends Omit<Parameter, 'schema'> {
  readonly schema: Node
}

/** The parameters of an operation. Readers of older versions do not look up what they refer to. */
export const parametersOf = (document: Document, { parameters = [] }: RawOperation, dialect: Dialect): PlainParameter[] =>
  parameters.map((parameter) => {
    const { schema, ...others } = dereference<Parameter>(document, parameter)
    return { ...others, schema: olderSchema(inPlace(document, schema as unknown as Node), dialect) }
  })

/** A schema of one value or of a list, with what it refers to in its place. What a row of a list is, is said beside the list. */
function inPlace(document: Document, schema: Node): Node {
  const { $ref: _, ...beside } = schema
  const whole = { ...dereference(document, schema), ...beside }
  if (whole.items === undefined) return whole
  const { description: __, ...items } = inPlace(document, whole.items as Node)
  return { ...whole, items }
}

/** The schema of a body in JSON, which is all that there is. */
export function schemaOf(content: Content | undefined, dialect: Dialect): Node | undefined {
  const schema = content?.['application/json']?.schema
  return schema && olderSchema(schema, dialect)
}
