import { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { type Areas, common } from './areas.ts'
import { type Area, divide } from './divided-areas.ts'
import { pascal } from './shapes.ts'

const { factory } = ts

/** The interfaces to which an area contributes members. */
const parts = ['paths', 'operations', 'components', 'schemas'] as const

/**
 * A file for each area, and one that combines them under the names that openapi-typescript uses: `v1.ts` combines `v1/packages.ts` and so
 * on. Go-to-definition then leads to a file of readable size.
 *
 * @param nodes declarations of the whole document, with a type for each schema
 */
export function areaFiles(version: string, nodes: readonly ts.Node[], places: Areas): Record<string, string> {
  const { areas, rest } = divide(nodes, places)
  const files: Record<string, string> = { [`${version}.ts`]: wholeOf(version, areas, rest) }
  for (const [name, area] of areas) files[`${version}/${name}.ts`] = fileOf(name, area, places)
  return files
}

/** The file of an area, with its imports from earlier areas. */
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
 * The file that combines the areas and only refers to their declarations.
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
