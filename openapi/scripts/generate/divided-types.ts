import ts from 'typescript'
import type { Schema } from './document.ts'

const { factory } = ts

/** Whether some of its fields exclude each other, so that its type is a union. */
export const isDivided = (schema: Schema): boolean => groupsOf(schema) !== undefined

const groupsOf = (schema: Schema): string[][] | undefined => schema['x-one-of'] ?? schema['x-at-most-one-of']

/**
 * Turns a type with mutually exclusive fields into a union, with a member for each group of fields, in which the other fields can only be
 * empty. If exactly one group is required, its fields are required.
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

/** The field, present and not null. */
function present(field: ts.PropertySignature): ts.TypeElement {
  const parts = partsOf(field).filter((part) => !isUndefined(part) && !isNull(part))
  const written = factory.createPropertySignature(field.modifiers, field.name, undefined, factory.createUnionTypeNode(parts))
  return ts.setSyntheticLeadingComments(written, ts.getSyntheticLeadingComments(field))
}

/** The field when it has no value: omitted, an empty array, or null if that is accepted. */
function absent(field: ts.PropertySignature): ts.TypeElement {
  const parts = partsOf(field).flatMap((part) => {
    if (isNull(part)) return [part]
    return isArray(part) ? [factory.createTypeOperatorNode(ts.SyntaxKind.ReadonlyKeyword, factory.createTupleTypeNode([]))] : []
  })
  const question = factory.createToken(ts.SyntaxKind.QuestionToken)
  const type = factory.createUnionTypeNode([...parts, factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)])
  return factory.createPropertySignature(field.modifiers, field.name, question, type)
}

/** The members of a field's type. */
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
