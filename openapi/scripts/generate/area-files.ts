import { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { type Areas, common } from './areas.ts'
import { type Area, divide } from './divided-areas.ts'
import { pascal } from './shapes.ts'

const { factory } = ts

/** The interfaces that an area has a part of, as far as it has one. */
const parts = ['paths', 'operations', 'components', 'schemas'] as const

/**
 * A file for each area, and one that puts them together under the names that openapi-typescript gives the whole: `v1.ts` of `v1/packages.ts` and so on.
 * Whoever goes to a definition so lands in a file that can be read.
 *
 * @param nodes declarations of the whole document, with a type for each schema
 */
export function areaFiles(version: string, nodes: readonly ts.Node[], places: Areas): Record<string, string> {
  const { areas, rest } = divide(nodes, places)
  const files: Record<string, string> = { [`${version}.ts`]: wholeOf(version, areas, rest) }
  for (const [name, area] of areas) files[`${version}/${name}.ts`] = fileOf(name, area, places)
  return files
}

/** The file of an area, with what it needs of areas before it. */
function fileOf(name: string, area: Area, places: Areas): string {
  const declared = parts.filter((part) => area[part].length > 0).map((part) => interfaceOf(part, area[part]))
  const nodes = [...declared, ...area.types]
  const needed = Map.groupBy([...referencesIn(nodes)].sort(), (type) =>
    type === 'components' ? common : places.schemas.get(type),
  )
  const imports = [...needed].flatMap(([from, types]) =>
    from === undefined || from === name ? [] : [`import type { ${types.join(', ')} } from './${from}.ts'\n`],
  )
  return `${imports.sort().join('')}\n${astToString(nodes)}`.trimStart()
}

function interfaceOf(name: string, members: readonly ts.TypeElement[]): ts.InterfaceDeclaration {
  const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)]
  return factory.createInterfaceDeclaration(exported, name, undefined, undefined, members)
}

/** Names of the types that declarations refer to. */
function referencesIn(nodes: readonly ts.Node[]): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) names.add(node.typeName.text)
    ts.forEachChild(node, visit)
  }
  nodes.forEach(visit)
  return names
}

/**
 * The file that puts areas together: nothing but names of what they declare.
 *
 * @param rest declarations of no area
 */
function wholeOf(version: string, areas: ReadonlyMap<string, Area>, rest: readonly ts.Node[]): string {
  const names = [...areas.keys()]
  const imports = names.map((name) => `import type * as ${namespace(name)} from './${version}/${name}.ts'`)
  const exports = [...areas]
    .filter(([, { types }]) => types.length > 0)
    .map(([name, { types }]) => `export type { ${namesOf(types).join(', ')} } from './${version}/${name}.ts'`)
  const partsOf = (part: 'paths' | 'operations' | 'schemas') =>
    names.flatMap((name) => (areas.get(name)?.[part].length ? [`${namespace(name)}.${part}`] : [])).join(',\n  ')
  return `${imports.join('\n')}

${exports.join('\n')}

export interface paths extends
  ${partsOf('paths')} {}

export interface operations extends
  ${partsOf('operations')} {}

export interface components extends ${namespace(common)}.components {
  schemas: schemas
}

interface schemas extends
  ${partsOf('schemas')} {}

${astToString([...rest])}`
}

const namesOf = (types: readonly ts.Node[]): string[] =>
  types.flatMap((node) => (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) ? [node.name.text] : []))

/** `UpstreamsNpm` for `upstreams-npm`. */
const namespace = (area: string): string => pascal(area.split('-'))
