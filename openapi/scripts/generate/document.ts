import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** The parts of a JSON Schema that the generators use. */
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
  /** Groups of fields, exactly one of which a request has. */
  'x-one-of'?: string[][]
  /** Groups of fields, at most one of which a request has. */
  'x-at-most-one-of'?: string[][]
  /** The string contains several values, separated by commas. */
  'x-joined'?: boolean
}

/** A parameter in a path or a query. */
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
  /** False for an array that is sent as one comma-separated string. */
  explode?: boolean
}

/** How many rows a page of a list has. */
export interface PageSize {
  /** If the request states no size. */
  default: number
  /** Maximum size. */
  maximum: number
  /** Size to request for reading the whole list, if its rows are too large for pages of the maximum size. */
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
  /** Page size, for a paged list. */
  pageSize: PageSize | undefined
  parameters: Parameter[]
  /** Schema of the JSON request body. */
  body: { schema: Schema; required: boolean } | undefined
  /** The response on success. */
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

/** URL of an emitted document, or of another file of the description. */
export const documentUrl = (name: string): URL => new URL(`../../${name}`, import.meta.url)

/** Reads an emitted OpenAPI document, or another YAML file of the description. */
export async function readDocument<T = Document>(name: string): Promise<T> {
  const read = (file: string) => readFile(fileURLToPath(documentUrl(file)), 'utf8')
  // The JSON beside a description has the same content, and is fifty times faster to parse.
  if (/^cloudsmith-v\d\.yaml$/.test(name)) return JSON.parse(await read(name.replace(/yaml$/, 'json'))) as T
  return parse(await read(name)) as T
}

/** The target of a reference inside the document. */
export function dereference<T extends object>(document: Document, node: T | { $ref: string }): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T
  const steps = node.$ref.slice(2).split('/')
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document) as T
}

/** Every operation of a document, in document order. */
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
