import ts from 'typescript'
import type { Document, Schema } from './document.ts'
import { reachableSchemas } from './reachable.ts'

const { factory } = ts

/** Names of the schemas that only requests contain, and no response. */
export function requestSchemasOf(document: Document): ReadonlySet<string> {
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item))
  const sent = reachableSchemas(
    document,
    operations.map(({ requestBody }) => requestBody),
  )
  const answered = reachableSchemas(
    document,
    operations.map(({ responses }) => responses),
  )
  return new Set([...sent].filter((name) => !answered.has(name)))
}

/**
 * Lets callers pass more than the service returns: readonly arrays, and fields that are `undefined`. All of it becomes the same JSON.
 *
 * @param type output of openapi-typescript for a schema, or for a part of one
 */
export function writable(type: ts.TypeNode): ts.TypeNode {
  if (ts.isArrayTypeNode(type)) return factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, type)
  return ts.isTypeLiteralNode(type) ? factory.createTypeLiteralNode(type.members.map(orUndefined)) : type
}

/** Lets callers pass a `Date` for a time, and an array for a comma-separated string. */
export function writableField(type: ts.TypeNode, schema: Schema): ts.TypeNode {
  if (schema['x-joined']) return factory.createUnionTypeNode([type, readonlyStrings()])
  return isMoment(schema) ? factory.createUnionTypeNode([type, factory.createTypeReferenceNode('Date')]) : type
}

const readonlyStrings = (): ts.TypeNode =>
  factory.createTypeOperatorNode(
    ts.SyntaxKind.ReadonlyKeyword,
    factory.createArrayTypeNode(factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword)),
  )

/** Whether it is a time, or a time in a union with a date or null. */
export function isMoment(schema: Schema): boolean {
  return schema.format === 'date-time' || (schema.anyOf ?? []).some(isMoment)
}

function orUndefined(member: ts.TypeElement): ts.TypeElement {
  if (!ts.isPropertySignature(member) || member.questionToken === undefined || member.type === undefined) return member
  const undefinedType = factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)
  const type = factory.createUnionTypeNode([member.type, undefinedType])
  const written = factory.createPropertySignature(member.modifiers, member.name, member.questionToken, type)
  return ts.setSyntheticLeadingComments(written, ts.getSyntheticLeadingComments(member))
}
