import { type Operation, operationsOf } from './operations.ts'
import { parseDocument } from './parse-document.ts'

/** Any JSON object, written in tests as in a document. */
type Json = Record<string, unknown>

/** The operations of an OpenAPI 3.1 document with these paths and, optionally, these named schemas. */
export const describing = (paths: Json, schemas: Json = {}): Operation[] =>
  operationsOf(parseDocument(JSON.stringify({ openapi: '3.1.0', paths, components: { schemas } }), 'test'))

/** A JSON body. */
export const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })

/** The operations of a document with one operation, `things_list`, with this response schema. */
export const answering = (schema: Json, schemas?: Json): Operation[] =>
  describing({ '/things/': { get: { operationId: 'things_list', responses: { 200: json(schema) } } } }, schemas)

/** The operations of a document with one operation, `things_create`, with this request schema. */
export const taking = (schema: Json, schemas?: Json): Operation[] =>
  describing(
    { '/things/': { post: { operationId: 'things_create', requestBody: json(schema), responses: { 201: {} } } } },
    schemas,
  )

/** The operations of a document with one operation, `things_list`, with these parameters. */
export const asking = (...parameters: Json[]): Operation[] =>
  describing({ '/things/': { get: { operationId: 'things_list', parameters, responses: { 204: {} } } } })

/** An object with these fields. */
export const object = (properties: Json, required: string[] = []): Json => ({ type: 'object', properties, required })
