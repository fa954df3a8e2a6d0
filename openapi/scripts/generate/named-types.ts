import ts from 'typescript'

const { factory } = ts

/**
 * Gives every schema a type of its own name: an interface for an object, an alias for anything else. openapi-typescript writes them as
 * members of `components['schemas']`, and compilers then show the path, or all fields, where people expect the name.
 *
 * @param nodes output of openapi-typescript, without root types
 */
export function namedTypes(nodes: readonly ts.Node[]): ts.Node[] {
  const declarations: ts.Node[] = []

  function declare(member: ts.PropertySignature): ts.PropertySignature {
    const { name, type } = member
    if (!ts.isIdentifier(name) || type === undefined) return member
    const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)]
    const declaration = ts.isTypeLiteralNode(type)
      ? factory.createInterfaceDeclaration(exported, name, undefined, undefined, type.members)
      : factory.createTypeAliasDeclaration(exported, name, undefined, type)
    ts.setSyntheticLeadingComments(declaration, ts.getSyntheticLeadingComments(member))
    declarations.push(declaration)
    return factory.createPropertySignature(undefined, name, undefined, factory.createTypeReferenceNode(name))
  }

  const named = nodes.map((node) => (isComponents(node) ? withSchemas(node, declare) : node))
  return [...named, ...declarations].map((node) => byName(node))
}

const isComponents = (node: ts.Node): node is ts.InterfaceDeclaration =>
  ts.isInterfaceDeclaration(node) && node.name.text === 'components'

/** Replaces the members of `schemas`. */
function withSchemas(
  node: ts.InterfaceDeclaration,
  replace: (member: ts.PropertySignature) => ts.PropertySignature,
): ts.InterfaceDeclaration {
  const members = node.members.map((member) => {
    if (!ts.isPropertySignature(member) || nameOf(member) !== 'schemas') return member
    if (member.type === undefined || !ts.isTypeLiteralNode(member.type)) return member
    const schemas = member.type.members.filter(ts.isPropertySignature).map(replace)
    return factory.createPropertySignature(undefined, member.name, undefined, factory.createTypeLiteralNode(schemas))
  })
  return factory.updateInterfaceDeclaration(node, node.modifiers, node.name, undefined, undefined, members)
}

const nameOf = ({ name }: ts.PropertySignature): string | undefined => (ts.isIdentifier(name) ? name.text : undefined)

/** Writes `Package` for `components['schemas']['Package']`. */
function byName<Node extends ts.Node>(node: Node): Node {
  const visit = (each: ts.Node): ts.Node => {
    const name = schemaOf(each)
    if (name !== undefined) return factory.createTypeReferenceNode(name)
    const visited = ts.visitEachChild(each, visit, undefined)
    return visited === each ? each : ts.setSyntheticLeadingComments(visited, ts.getSyntheticLeadingComments(each))
  }
  return visit(node) as Node
}

/** The name of the schema that a path of types refers to. */
function schemaOf(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isIndexedAccessTypeNode(node.objectType)) return undefined
  const { objectType: root, indexType: section } = node.objectType
  const isSchemas = ts.isTypeReferenceNode(root) && ts.isIdentifier(root.typeName) && root.typeName.text === 'components'
  return isSchemas && keyOf(section) === 'schemas' ? keyOf(node.indexType) : undefined
}

const keyOf = (node: ts.TypeNode): string | undefined =>
  ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal) ? node.literal.text : undefined
