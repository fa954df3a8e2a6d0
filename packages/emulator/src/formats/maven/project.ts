import { UnreadableError } from '../../files/unreadable.ts'
import { parseXml, type XmlElement } from '../../files/xml.ts'

/** Coordinates by which Maven finds an artifact. */
export interface Coordinates {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string
}

/** Finds the POM of an artifact in the package's repository. */
export type FindPom = (wanted: Coordinates) => XmlElement | undefined

/** Expands the properties in a text; undefined if one is unknown. */
export type Expand = (text: string | undefined) => string | undefined

/** A project file with those that it inherits from. */
export interface Project {
  /** The file itself, its parent, and so on, as far as they were found. */
  readonly line: readonly [XmlElement, ...XmlElement[]]
  readonly expand: Expand
}

/** Most generations of parents: real projects have three or four. */
const mostGenerations = 16

/** Longest text that a property may expand to: enough for any version, too short for an expansion attack. */
const longestExpansion = 1024

/** Elements that may only occur once, according to Maven's own reader. */
const single = ['parent', 'groupId', 'artifactId', 'version', 'name', 'description', 'licenses', 'properties', 'dependencies']

/** Elements that are not inherited in the usual way; coordinates have rules of their own. */
const notInherited = ['parent', 'artifactId', 'groupId', 'version', 'name', 'packaging']

/** A project with its parents, as far as they are found. */
export function openProject(project: XmlElement, find: FindPom): Project {
  const line: [XmlElement, ...XmlElement[]] = [project]
  const expand = createExpander(line)
  for (let child = project; line.length < mostGenerations; ) {
    const [parent] = child.all('parent')
    const wanted = parent && coordinatesOf(parent, expand)
    const found = wanted && find(wanted)
    if (!found) break
    child = found
    line.push(child)
  }
  // From here on, the parents' properties count.
  return { line, expand: createExpander(line) }
}

/**
 * Parses a project file.
 *
 * @throws {UnreadableError} if it is not a POM, or Maven would not read it
 */
export function parseProject(bytes: Uint8Array): XmlElement {
  const project = parseXml(bytes, 'project')
  const twice = single.find((name) => project.all(name).length > 1)
  if (twice) throw new UnreadableError(`the POM has <${twice}> twice`)
  return project
}

/** The coordinates in an element; undefined if one of them is unknown. */
export function coordinatesOf(element: XmlElement, expand: Expand): Coordinates | undefined {
  const [groupId, artifactId, version] = ['groupId', 'artifactId', 'version'].map((name) => expand(element.text(name)))
  return groupId && artifactId && version ? { groupId, artifactId, version } : undefined
}

/** The text of an element of the project, its own or inherited. */
export function inherited({ line }: Pick<Project, 'line'>, ...path: string[]): string | undefined {
  const [own] = line
  if (!notInherited.includes(path[0] ?? '')) return line.map((each) => each.text(...path)).find((text) => text !== undefined)
  const isOfParent = path.length === 1 && (path[0] === 'groupId' || path[0] === 'version')
  return own.text(...path) ?? (isOfParent ? own.text('parent', ...path) : undefined)
}

/** Expands `${…}`. A text has no value if a property is unknown, refers to itself, or is too long. */
function createExpander(line: Project['line']): Expand {
  const known = new Map<string, string | undefined>()

  function property(key: string): string | undefined {
    if (!known.has(key)) {
      // Undefined during the expansion, so that circular references end; expanded once, so that nesting costs no more than length.
      known.set(key, undefined)
      // The prefix `pom.` and no prefix are spellings of Maven 1 and 2.
      const field = key.replace(/^(project|pom)\./, '').split('.')
      known.set(key, expand(inherited({ line }, 'properties', key) ?? inherited({ line }, ...field)))
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
