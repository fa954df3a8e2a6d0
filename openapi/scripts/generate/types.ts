import openapiTS, { astToString, type OpenAPITSOptions } from 'openapi-typescript'
import ts from 'typescript'
import { documentUrl } from './document.ts'
import { namedTypes } from './named-types.ts'
import { writable } from './request-types.ts'

const optionsFor = (written: ReadonlySet<string>): OpenAPITSOptions => ({
  // A default is what the service assumes where a caller says nothing; it does not make the field one that callers must send.
  defaultNonNullable: false,
  emptyObjectsUnknown: true,
  silent: true,
  postTransform(type, { schema, path = '' }) {
    if (schema === undefined) return undefined
    const opened = isOpen(schema) ? openEnum(type) : type
    const [, name = ''] = /^#\/components\/schemas\/(\w+)/.exec(path) ?? []
    // Of alternatives, the whole is told once more.
    const isPart = /\/(?:all|any|one)Of\/\d+$/.test(path)
    return written.has(name) && !isPart ? writable(opened, schema) : opened
  },
  // A property that refers to a schema is not shown to `postTransform`.
  transformProperty(property, schema) {
    const { modifiers, name, questionToken, type } = property
    if (!('$ref' in schema) || !isOpen(schema) || type === undefined) return undefined
    return ts.factory.updatePropertySignature(property, modifiers, name, questionToken, openEnum(type))
  },
})

const isOpen = (schema: object | undefined): boolean => schema !== undefined && 'x-open-enum' in schema

/** Adds every other string to a type, in the way that keeps an editor's suggestions: `'a' | 'b' | (string & {})`. */
function openEnum(type: ts.TypeNode): ts.TypeNode {
  const { createIntersectionTypeNode, createKeywordTypeNode, createTypeLiteralNode, createUnionTypeNode } = ts.factory
  const anyString = createIntersectionTypeNode([createKeywordTypeNode(ts.SyntaxKind.StringKeyword), createTypeLiteralNode([])])
  return createUnionTypeNode([type, anyString])
}

/**
 * TypeScript types of an emitted document: `paths`, `operations`, `components` and a type a schema.
 *
 * @param written schemas that callers write, see {@link writable}
 */
export async function typesOf(document: string, written: ReadonlySet<string> = new Set()): Promise<string> {
  return astToString(namedTypes(await openapiTS(documentUrl(document), optionsFor(written))))
}
