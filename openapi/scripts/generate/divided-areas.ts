import ts from 'typescript'
import { type Areas, common } from './areas.ts'

/** The declarations of an area: members of the interfaces that areas share, and types of its schemas. */
export interface Area {
  paths: ts.TypeElement[]
  operations: ts.TypeElement[]
  components: ts.TypeElement[]
  schemas: ts.TypeElement[]
  types: ts.Node[]
}

/** Assigns every declaration to its area. Declarations of no area, such as the empty list of webhooks, are the rest. */
export function divide(nodes: readonly ts.Node[], places: Areas): { areas: Map<string, Area>; rest: ts.Node[] } {
  const areas = new Map<string, Area>()
  const rest: ts.Node[] = []
  const at = (name: string | undefined): Area => {
    const area = areas.get(name ?? common) ?? { paths: [], operations: [], components: [], schemas: [], types: [] }
    areas.set(name ?? common, area)
    return area
  }
  // First, because all others use it.
  at(common)
  for (const node of nodes) {
    const name = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? node.name.text : ''
    const members = ts.isInterfaceDeclaration(node) ? node.members : []
    if (name === 'paths') for (const member of members) at(places.paths.get(nameOf(member))).paths.push(member)
    else if (name === 'operations')
      for (const member of members) at(places.operations.get(nameOf(member))).operations.push(member)
    else if (name === 'components') {
      at(common).components.push(...members.filter((member) => nameOf(member) !== 'schemas'))
      for (const member of schemasOf(members)) at(places.schemas.get(nameOf(member))).schemas.push(member)
    } else if (places.schemas.has(name)) at(places.schemas.get(name)).types.push(node)
    else rest.push(node)
  }
  return { areas, rest }
}

function schemasOf(components: readonly ts.TypeElement[]): readonly ts.TypeElement[] {
  const schemas = components.find((member) => nameOf(member) === 'schemas')
  return schemas !== undefined &&
    ts.isPropertySignature(schemas) &&
    schemas.type !== undefined &&
    ts.isTypeLiteralNode(schemas.type)
    ? schemas.type.members
    : []
}

function nameOf({ name }: ts.TypeElement): string {
  return name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : ''
}
