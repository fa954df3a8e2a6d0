import type { XmlElement } from '../../files/xml.ts'
import { anyVersion, interval } from '../../format/constraint.ts'
import type { Dependency, DependencyType } from '../../format/types.ts'
import { coordinatesOf, type Expand, type FindPom, openProject, type Project } from './project.ts'

const scopes: ReadonlyMap<string, DependencyType> = new Map([
  ['compile', 'Compile'],
  ['provided', 'Provided'],
  ['runtime', 'Runtime'],
  ['test', 'Test'],
  ['system', 'System'],
  ['import', 'Import'],
])

/** The managed version and scope of dependencies, by key. */
type Managed = ReadonlyMap<string, { readonly version: string | undefined; readonly scope: string | undefined }>

/**
 * The dependencies of a project and its parents. What they leave out is looked up in `<dependencyManagement>`, and in the BOMs that it imports.
 *
 * @see https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html
 */
export function dependenciesOf(project: Project, find: FindPom): Dependency[] {
  const { expand } = project
  const managed = managedBy(project, find, new Map())
  return [...byKey(project, 'dependencies', 'dependency')].map(([key, element]) => {
    const version = expand(element.text('version')) ?? managed.get(key)?.version
    const scope = expand(element.text('scope')) ?? managed.get(key)?.scope ?? 'compile'
    const [group, artifact] = key.split(':')
    // Dependants have to declare optional dependencies themselves.
    const isOptional = expand(element.text('optional')) === 'true'
    const known = scopes.get(scope) ?? 'Compile'
    const dep_type = isOptional && (known === 'Compile' || known === 'Runtime') ? 'Suggests' : known
    return { name: `${group}:${artifact}`, dep_type, ...(version ? interval(version, '=') : anyVersion) }
  })
}

/** @param boms the BOMs that were read, by coordinates: each is read once, and one that imports itself adds nothing */
function managedBy(project: Project, find: FindPom, boms: Map<string, Managed>): Managed {
  const { expand } = project
  const managed = new Map<string, { version: string | undefined; scope: string | undefined }>()
  const imports: XmlElement[] = []
  for (const [key, element] of byKey(project, 'dependencyManagement', 'dependencies', 'dependency')) {
    const [version, scope] = [expand(element.text('version')), expand(element.text('scope'))]
    if (scope === 'import') imports.push(element)
    else managed.set(key, { version, scope })
  }
  // Own entries take precedence over imported ones, and earlier imports over later ones.
  for (const element of imports) {
    for (const [key, value] of importedBy(element, expand, find, boms)) if (!managed.has(key)) managed.set(key, value)
  }
  return managed
}

function importedBy(element: XmlElement, expand: Expand, find: FindPom, boms: Map<string, Managed>): Managed {
  const wanted = coordinatesOf(element, expand)
  const key = JSON.stringify(wanted)
  const known = boms.get(key)
  if (known) return known
  boms.set(key, new Map())
  const bom = wanted && find(wanted)
  if (bom) boms.set(key, managedBy(openProject(bom, find), find, boms))
  return boms.get(key) ?? new Map()
}

/** Dependencies by group, artifact, type and classifier: the last one in a file counts, and a child takes precedence over its parent. */
function byKey({ line, expand }: Project, ...path: string[]): Map<string, XmlElement> {
  const all = new Map<string, XmlElement>()
  for (const project of line) {
    const own = new Map<string, XmlElement>()
    for (const element of project.all(...path)) {
      const [group, artifact, type = 'jar', classifier = ''] = ['groupId', 'artifactId', 'type', 'classifier'].map((name) =>
        expand(element.text(name)),
      )
      if (group && artifact) own.set([group, artifact, type, classifier].join(':'), element)
    }
    for (const [key, element] of own) if (!all.has(key)) all.set(key, element)
  }
  return all
}
