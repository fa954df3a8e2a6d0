import { type Document, dereference, type Parameter } from '../document.ts'
import { type Dialect, mapValues, type Node, olderSchema } from './schema.ts'

/** Content of a request or a response, by media type. */
export type Content = Readonly<Record<string, { schema: Node }>>

/** A response, as in a document. */
export interface RawResponse {
  readonly description: string
  readonly content?: Content
}

/** An operation, as in a document. */
export interface RawOperation extends Node {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | { $ref: string })[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, RawResponse | { $ref: string }>>
}

/** An emitted document, including the parts that the client and the emulator do not use. */
export interface Whole {
  readonly info: Node
  readonly tags: readonly Node[]
  readonly security: readonly Node[]
  readonly components: Document['components'] & {
    readonly responses: Readonly<Record<string, RawResponse>>
    readonly securitySchemes: Readonly<Record<string, Node>>
  }
}

/** The general information about a document. */
export const aboutOf = ({ info, tags, security }: Whole): Node => ({
  info: { title: info.title, version: info.version, description: info.description },
  tags: tags.map(({ name, description }) => ({ name, description })),
  security,
})

/** Paths with changed operations. */
export const pathsOf = ({ paths }: Document, change: (operation: RawOperation) => Node): Node =>
  mapValues(paths, (item) => mapValues(item as Node, (operation) => change(operation as RawOperation)))

/** The parts of an operation that all OpenAPI versions express in the same way. */
export const headOf = ({ operationId, summary, description, deprecated, tags, security }: RawOperation): Node => ({
  operationId,
  summary,
  description,
  ...(deprecated === true && { deprecated }),
  tags,
  ...(security !== undefined && { security }),
})

/** A parameter of an operation, with all references resolved. */
export interface PlainParameter extends Omit<Parameter, 'schema'> {
  readonly schema: Node
}

/** The parameters of an operation, with references resolved, as readers of older versions do not resolve them. */
export const parametersOf = (document: Document, { parameters = [] }: RawOperation, dialect: Dialect): PlainParameter[] =>
  parameters.map((parameter) => {
    const { schema, ...others } = dereference<Parameter>(document, parameter)
    return { ...others, schema: olderSchema(inPlace(document, schema as unknown as Node), dialect) }
  })

/** The schema of a value or a list, with references resolved. The description of the items is moved to the list. */
function inPlace(document: Document, schema: Node): Node {
  const { $ref: _, ...beside } = schema
  const whole = { ...dereference(document, schema), ...beside }
  if (whole.items === undefined) return whole
  const { description: __, ...items } = inPlace(document, whole.items as Node)
  return { ...whole, items }
}

/** The schema of a JSON body, the only content type. */
export function schemaOf(content: Content | undefined, dialect: Dialect): Node | undefined {
  const schema = content?.['application/json']?.schema
  return schema && olderSchema(schema, dialect)
}
