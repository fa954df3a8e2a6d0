import type { Areas } from './areas.ts'
import type { Document } from './document.ts'
import { methodWriter } from './method-writer.ts'
import { isOperation, type OperationTree } from './methods.ts'
import { pascal } from './shapes.ts'
import { named, type SourceFile, specifier, textOf } from './source-file.ts'

/**
 * The interfaces of the client's methods: one for each group, and one for the parameters of each method. Each area has a file, with the same name as
 * the file of its types; `v1-methods.ts` exports all of them.
 *
 * @throws {Error} if a parameter and a field of the body have the same name
 */
export function methodFiles(
  version: 'v1' | 'v2',
  document: Document,
  tree: OperationTree,
  { operations }: Areas,
): Record<string, string> {
  const whole = `${version}-methods.ts`
  const files = new Map<string, SourceFile>()
  const open = (path: string): SourceFile => {
    const file = files.get(path) ?? { path, declarations: [], imports: new Map() }
    files.set(path, file)
    return file
  }

  function group(node: OperationTree, path: readonly string[]): { name: string; home: string } {
    const area = areaOf(node, operations)
    const file = open(area === undefined ? whole : `${version}-methods/${area}.ts`)
    const write = methodWriter(version, document, file)
    const members = Object.entries(node).map(([key, value]) => {
      if (isOperation(value)) return write(value, [...path, key])
      const inner = group(value, [...path, key])
      return `  readonly ${key}: ${named(file, inner.home, inner.name)}`
    })
    const isRoot = path.length === 0
    const name = isRoot ? `Cloudsmith${version.toUpperCase()}` : `${version === 'v1' ? '' : 'V2'}${pascal(path)}Methods`
    const what = isRoot ? `Every operation of version ${version.slice(1)} of the API.` : `Operations of \`${path.join('.')}\`.`
    file.declarations.push(`/** ${what} */\nexport interface ${name} {\n${members.join('\n')}\n}\n`)
    return { name, home: file.path }
  }

  group(tree, [])
  const { declarations } = open(whole)
  const others = [...files.keys()].filter((path) => path !== whole).sort()
  declarations.unshift(others.map((path) => `export type * from '${specifier(whole, path)}'\n`).join(''))
  return Object.fromEntries([...files].map(([path, file]) => [path, textOf(file)]))
}

/**
 * The area of a group: that of its own methods or, if it contains only groups, that of these groups. `upstreams` includes `upstreams-npm` and the areas
 * of other formats. Undefined if the methods belong to several areas.
 */
function areaOf(group: OperationTree, operations: Areas['operations']): string | undefined {
  const members = Object.values(group)
  const methods = members.filter(isOperation)
  const areas =
    methods.length > 0
      ? methods.map(({ id }) => operations.get(id))
      : members.map((member) => (isOperation(member) ? undefined : areaOf(member, operations)))
  return areas.find((area) => areas.every((each) => each === area || each?.startsWith(`${area}-`)))
}
