import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** As much of a JSON Schema as the generators look at. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  default?: unknown
  format?: string
  enum?: unknown[]
  /** Groups of fields of which a request has exactly one. */
  'x-one-of'?: string[][]
  /** Groups of fields of which a request has one or none. */
  'x-at-most-one-of'?: string[][]
  /** It is one text of several, with commas between them. */
  'x-joined'?: boolean
}

/** A parameter in a path or a query. */
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
  /** False for an array that is sent as one text, with commas. */
  explode?: boolean
}

/** How many rows a page of a list has. */
export interface PageSize {
  /** Where nobody asks for a size. */
  default: number
  /** At most. */
  maximum: number
  /** To ask for where all are wanted, for lists whose rows are too large for as many as the service would send. */
  advised?: number
}

/** One operation, with all references but those to schemas resolved. */
export interface Operation {
  id: string
  method: string
  path: string
  summary: string
  description: string
  deprecated: boolean
  /** How many rows its pages have, for a list in pages. */
  pageSize: PageSize | undefined
  parameters: Parameter[]
  /** Schema of the JSON request body. */
  body: { schema: Schema; required: boolean } | undefined
  /** The answer where all went well. */
  success: { status: number; schema: Schema | undefined }
}

interface Content {
  content?: { 'application/json'?: { schema: Schema } }
}

interface RawOperation {
  operationId: string
  tags?: string[]
  summary?: string
  description?: string
  deprecated?: boolean
  'x-pagination'?: { pageSize?: PageSize }
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: Content & { required?: boolean }
  responses: Record<string, Content>
}

/** An emitted OpenAPI document. */
export interface Document {
  tags: readonly { readonly name: string }[]
  paths: Record<string, Record<string, RawOperation>>
  components: {
    schemas: Record<string, Schema>
    parameters: Record<string, Parameter>
    responses?: Record<string, Content>
    headers?: Record<string, object>
  }
}

/** Address of an emitted document, or of another file of the description. */
export const documentUrl = (name: string): URL => new URL(`../../${name}`, import.meta.url)

/** Reads an emitted OpenAPI document, or another YAML file of the description. */
export async function readDocument<T = Document>(name: string): Promise<T> {
  const read = (file: string) => readFile(fileURLToPath(documentUrl(file)), 'utf8')
  // The JSON beside a description says the same, and is read in a fiftieth of the time.
  if (/^cloudsmith-v\d\.yaml$/.test(name)) return JSON.parse(await read(name.replace(/yaml$/, 'json'))) as T
  return parse(await read(name)) as T
}

/** What a reference inside the document points at. */
export function dereference<T extends object>(document: Document, node: T | { $ref: string }): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T
  const steps = node.$ref.slice(2).split('/')
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document) as T
}

/** Every operation of a document, in its order. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, raw]) => ({
      id: raw.operationId,
      method: method.toUpperCase(),
      path,
      summary: raw.summary ?? '',
      description: raw.description ?? '',
      deprecated: raw.deprecated ?? false,
      pageSize: raw['x-pagination']?.pageSize,
      parameters: (raw.parameters ?? []).map((parameter) => dereference<Parameter>(document, parameter)),
      body: bodyOf(raw),
      success: successOf(raw),
    })),
  )
}

function bodyOf({ requestBody }: RawOperation): Operation['body'] {
  const schema = requestBody?.content?.['application/json']?.schema
  return schema === undefined ? undefined : { schema, required: requestBody?.required ?? false }
}

function successOf({ operationId, responses }: RawOperation): Operation['success'] {
  const status = Object.keys(responses)
    .sort()
    .find((code) => code.startsWith('2'))
  if (status === undefined) throw new Error(`${operationId} describes no success`)
  return { status: Number(status), schema: responses[status]?.content?.['application/json']?.schema }
}
