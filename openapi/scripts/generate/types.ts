import openapiTS, { astToString, type OpenAPITSOptions } from 'openapi-typescript'
import ts from 'typescript'
import { areaFiles } from './area-files.ts'
import { areasOf } from './areas.ts'
import { divided } from './divided-types.ts'
import { type Document, documentUrl, type Schema } from './document.ts'
import { namedTypes } from './named-types.ts'
import { writable, writableField } from './request-types.ts'

const optionsFor = (written: ReadonlySet<string> | undefined): OpenAPITSOptions => ({
  // A default is the value that the service assumes if the field is omitted; callers do not have to send it.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  silent: true,
  // Comments inside a schema are part of the whole schema: only the type needs to be declared here.
  postTransform(type, { schema, path = '' }) {
    if (schema === undefined) return undefined
    const name = schemaIn(path)
    const isWhole = path === `#/components/schemas/${name}`
    const opened = isWhole ? openWords(type, schema as Schema) : type
    // For alternatives, the whole schema is visited once more.
    const isPart = /\/(?:all|any|one)Of\/\d+$/.test(path)
    if (written === undefined || isPart) return opened
    const shaped = written.has(name) ? writable(opened) : opened
    return isWhole && ts.isTypeLiteralNode(shaped) ? divided(shaped, schema as Schema) : shaped
  },
  transformProperty(property, schema, { path = '' }) {
    const { modifiers, name, questionToken, type } = property
    if (type === undefined) return undefined
    const opened = openWords(type, schema as Schema)
    const shaped = written?.has(schemaIn(path)) ? writableField(opened, schema as Schema) : opened
    return shaped === type ? undefined : ts.factory.updatePropertySignature(property, modifiers, name, questionToken, shaped)
  },
})

/** Name of the schema that contains a position in the document. */
const schemaIn = (path: string): string => /^#\/components\/schemas\/(\w+)/.exec(path)?.[1] ?? ''

const isOpen = (schema: Schema): boolean => 'x-open-enum' in schema || (schema.anyOf ?? []).some(isOpen)

/** Adds every other string to an open enum in a way that keeps an editor's suggestions: `'a' | 'b' | (string & {})`. */
function openWords(type: ts.TypeNode, schema: Schema): ts.TypeNode {
  const { createArrayTypeNode, createIntersectionTypeNode, createKeywordTypeNode, createTypeLiteralNode, createUnionTypeNode } =
    ts.factory
  if (ts.isArrayTypeNode(type)) {
    const element = openWords(type.elementType, schema.items ?? {})
    return element === type.elementType ? type : createArrayTypeNode(element)
  }
  if (!isOpen(schema)) return type
  const anyString = createIntersectionTypeNode([createKeywordTypeNode(ts.SyntaxKind.StringKeyword), createTypeLiteralNode([])])
  return createUnionTypeNode([type, anyString])
}

/** TypeScript types of an emitted document: `paths`, `operations`, `components` and a type for each schema. */
export async function typesOf(document: string): Promise<string> {
  return astToString(await declarationsOf(document))
}

/**
 * The types of a version of the API, in a file for each area, and one for the whole, `v1.ts`.
 *
 * @param written schemas that callers write, see {@link writable}; if given, mutually exclusive fields become a union as well
 */
export async function typeFiles(
  version: 'v1' | 'v2',
  document: Document,
  written?: ReadonlySet<string>,
): Promise<Record<string, string>> {
  return areaFiles(version, await declarationsOf(`cloudsmith-${version}.yaml`, written), areasOf(document))
}

/** The same types as declarations of a single document. */
export async function declarationsOf(document: string, written?: ReadonlySet<string>): Promise<ts.Node[]> {
  return namedTypes(await openapiTS(documentUrl(document), optionsFor(written)))
}
