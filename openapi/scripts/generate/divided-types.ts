import ts from 'typescript'
import type { Schema } from './document.ts'

const { factory } = ts

/** Some fields of it exclude each other, so that its type is a union. */
export const isDivided = (schema: Schema): boolean => groupsOf(schema) !== undefined

const groupsOf = (schema: Schema): string[][] | undefined => schema['x-one-of'] ?? schema['x-at-most-one-of']

/**
 * Makes a union of a type some of whose fields exclude each other: a member for each group of them, in which the others may be only what stands
 * for nothing. Where exactly one group is needed, its fields are required.
 */
export function divided(type: ts.TypeLiteralNode, schema: Schema): ts.TypeNode {
  const groups = groupsOf(schema)
  if (groups === undefined) return type
  const isNeeded = schema['x-one-of'] !== undefined
  const fields = type.members.filter(ts.isPropertySignature)
  const grouped = new Set(groups.flat())
  const common = fields.filter((field) => !grouped.has(nameOf(field)))
  const alternatives = groups.map((group) =>
    factory.createTypeLiteralNode(
      fields
        .filter((field) => grouped.has(nameOf(field)))
        .map((field) => (!group.includes(nameOf(field)) ? absent(field) : isNeeded ? present(field) : field)),
    ),
  )
  const union = factory.createUnionTypeNode(alternatives)
  return factory.createIntersectionTypeNode([factory.createTypeLiteralNode(common), factory.createParenthesizedType(union)])
}

const nameOf = ({ name }: ts.PropertySignature): string => (ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '')

/** The field, there and not null. */
function present(field: ts.PropertySignature): ts.TypeElement {
  const parts = partsOf(field).filter((part) => !isUndefined(part) && !isNull(part))
  const written = factory.createPropertySignature(field.modifiers, field.name, undefined, factory.createUnionTypeNode(parts))
  return ts.setSyntheticLeadingComments(written, ts.getSyntheticLeadingComments(field))
}

/** The field as it may be where it says nothing: left out, an empty array, or null where that is taken. */
function absent(field: ts.PropertySignature): ts.TypeElement {
  const parts = partsOf(field).flatMap((part) => {
    if (isNull(part)) return [part]
    return isArray(part) ? [factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, factory.createTupleTypeNode([]))] : []
  })
  const question = factory.createToken(ts.SyntaxKind.QuestionToken)
  const type = factory.createUnionTypeNode([...parts, factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)])
  return factory.createPropertySignature(field.modifiers, field.name, question, type)
}

/** What a field may be, one by one. */
function partsOf({ type }: ts.PropertySignature): ts.TypeNode[] {
  const flat = (node: ts.TypeNode): ts.TypeNode[] => {
    if (ts.isParenthesizedTypeNode(node)) return flat(node.type)
    return ts.isUnionTypeNode(node) ? node.types.flatMap(flat) : [node]
  }
  return type === undefined ? [] : flat(type)
}

const isUndefined = ({ kind }: ts.TypeNode): boolean => kind === ts.SyntaxKind.UndefinedKeyword

const isNull = (type: ts.TypeNode): boolean => ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword

const isArray = (type: ts.TypeNode): boolean => ts.isArrayTypeNode(type) || (ts.isTypeOperatorNode(type) && isArray(type.type))
