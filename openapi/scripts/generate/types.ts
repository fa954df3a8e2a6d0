import openapiTS, { astToString, type OpenAPITSOptions } from 'openapi-typescript'
import ts from 'typescript'
import { documentUrl } from './document.ts'

const options: OpenAPITSOptions = {
  // A default is what the service assumes where a caller says nothing; it does not make the field one that callers must send.
  defaultNonNullable: false,
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  rootTypesKeepCasing: true,
  emptyObjectsUnknown: true,
  silent: true,
  postTransform(type, { schema }) {
    return isOpen(schema) ? openEnum(type) : undefined
  },
  // A property that refers to a schema is not shown to `postTransform`.
  transformProperty(property, schema) {
    const { modifiers, name, questionToken, type } = property
    if (!('$ref' in schema) || !isOpen(schema) || type === undefined) return undefined
    return ts.factory.updatePropertySignature(property, modifiers, name, questionToken, openEnum(type))
  },
}

const isOpen = (schema: object | undefined): boolean => schema !== undefined && 'x-open-enum' in schema

/** Adds every other string to a type, in the way that keeps an editor's suggestions: `'a' | 'b' | (string & {})`. */
function openEnum(type: ts.TypeNode): ts.TypeNode {
  const { createIntersectionTypeNode, createKeywordTypeNode, createTypeLiteralNode, createUnionTypeNode } = ts.factory
  const anyString = createIntersectionTypeNode([createKeywordTypeNode(ts.SyntaxKind.StringKeyword), createTypeLiteralNode([])])
  return createUnionTypeNode([type, anyString])
}

/** TypeScript types of an emitted document: `paths`, `operations`, `components` and an alias a schema. */
export async function typesOf(document: string): Promise<string> {
  return astToString(await openapiTS(documentUrl(document), options))
}
