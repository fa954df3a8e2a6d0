import { parseXml, type XmlElement } from '../../files/xml.ts'
import { anyVersion, interval } from '../../format/constraint.ts'
import { isKnownLicense, licenseChoice } from '../../format/licenses.ts'
import type { Dependency, DependencyType } from '../../format/types.ts'

/** What a Maven project file says of its artifact. Coordinates that depend on a parent file elsewhere are `undefined`. */
export interface Pom {
  groupId: string | undefined
  artifactId: string | undefined
  version: string | undefined
  license: string | undefined
  name: string | undefined
  description: string | undefined
  dependencies: Dependency[]
}

const scopes: ReadonlyMap<string, DependencyType> = new Map([
  ['compile', 'Compile'],
  ['provided', 'Provided'],
  ['runtime', 'Runtime'],
  ['test', 'Test'],
  ['system', 'System'],
  ['import', 'Import'],
])

/** Longest text that a property may expand to: enough for any version, too little for an expansion attack. */
const longestExpansion = 1024

/**
 * Reads a POM by itself: group and version are inherited from `<parent>`, properties are expanded, versions of dependencies are
 * looked up in the same file's `<dependencyManagement>`. A parent file is not fetched.
 *
 * @throws {UnreadableError} when the file is no POM
 * @see https://maven.apache.org/pom.html
 */
export function parsePom(bytes: Uint8Array): Pom {
  const project = parseXml(bytes, 'project')
  const expand = createExpander(project)
  const field = (...path: string[]) => expand(project.text(...path))
  const managed = managedVersions(project, expand)
  return {
    groupId: field('groupId') ?? field('parent', 'groupId'),
    artifactId: field('artifactId'),
    version: field('version') ?? field('parent', 'version'),
    license: licenses(project),
    name: field('name'),
    description: field('description'),
    dependencies: project.all('dependencies', 'dependency').flatMap((element) => dependency(element, expand, managed)),
  }
}

type Expand = (text: string | undefined) => string | undefined

/** Several licences leave the choice to the user, says the POM reference. */
function licenses(project: XmlElement): string | undefined {
  return licenseChoice(project.all('licenses', 'license').flatMap(license))
}

/** By its name; by its address where only that is known. */
function license(element: XmlElement): string | [] {
  const texts = [element.text('name'), element.text('url')].filter((text) => text !== undefined)
  return texts.find(isKnownLicense) ?? texts[0] ?? []
}

function dependency(element: XmlElement, expand: Expand, managed: ReadonlyMap<string, string>): Dependency[] {
  const name = coordinates(element, expand)
  if (!name) return []
  const version = expand(element.text('version')) ?? managed.get(name)
  const scope = expand(element.text('scope')) ?? 'compile'
  return [{ name, dep_type: scopes.get(scope) ?? 'Compile', ...(version ? interval(version, '=') : anyVersion) }]
}

function managedVersions(project: XmlElement, expand: Expand): ReadonlyMap<string, string> {
  const managed = new Map<string, string>()
  for (const element of project.all('dependencyManagement', 'dependencies', 'dependency')) {
    const name = coordinates(element, expand)
    const version = expand(element.text('version'))
    if (name && version) managed.set(name, version)
  }
  return managed
}

function coordinates(element: XmlElement, expand: Expand): string | undefined {
  const group = expand(element.text('groupId'))
  const artifact = expand(element.text('artifactId'))
  return group && artifact && `${group}:${artifact}`
}

/** Expands `${…}`. Text with a property that is unknown, defined by itself or too long has no value. */
function createExpander(project: XmlElement): Expand {
  const known = new Map<string, string | undefined>()

  function property(key: string): string | undefined {
    if (!known.has(key)) {
      // Known as nothing while it is worked out, so that a circle ends; worked out once, so that nesting costs no more than length.
      known.set(key, undefined)
      known.set(key, expand(project.text('properties', key) ?? projectField(project, key)))
    }
    return known.get(key)
  }

  function expand(text: string | undefined): string | undefined {
    if (!text?.includes('${')) return text
    let complete = true
    const expanded = text.replace(/\$\{([^{}]*)\}/g, (_, key: string) => {
      const value = property(key.trim())
      complete &&= value !== undefined
      return value ?? ''
    })
    return complete && expanded.length <= longestExpansion ? expanded : undefined
  }

  return expand
}

/** `project.version` and its kin; `pom.` and no prefix are the spellings of Maven 1 and 2. */
function projectField(project: XmlElement, key: string): string | undefined {
  const path = key.replace(/^(project|pom)\./, '').split('.')
  const inherited = path.length === 1 && (path[0] === 'groupId' || path[0] === 'version')
  return project.text(...path) ?? (inherited ? project.text('parent', ...path) : undefined)
}
