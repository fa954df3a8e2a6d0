/** What identifies a Maven project. */
export interface Coordinates {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string
}

/** Coordinates as written in a POM, possibly incomplete. */
export type Written = { readonly [field in keyof Coordinates]?: string | undefined }

/** The parts of a POM that refer to other POMs, as written: with `${…}` in them. */
export interface Pom {
  readonly own: Written
  /** Whether other projects inherit from it or import it: its packaging is `pom`. */
  readonly isForOthers: boolean
  readonly parent: Written | undefined
  /** The BOMs that it imports. */
  readonly imports: readonly Written[]
  /** The new coordinates of the artifact; omitted fields have not changed. */
  readonly relocation: Written | undefined
  readonly properties: Readonly<Record<string, unknown>>
}

/** The document is not a POM, or not one that is safe to read. */
export class PomError extends Error {}

/**
 * Parses a POM. The XML parser is loaded on first use, because most plans need none.
 *
 * @throws {PomError} it is not a POM, or has a DOCTYPE, which can be used for attacks
 * @see https://maven.apache.org/pom.html
 */
export async function pomIn(bytes: Uint8Array): Promise<Pom> {
  const { XMLParser } = await import('fast-xml-parser')
  const text = new TextDecoder().decode(bytes)
  if (/<!DOCTYPE/i.test(text)) throw new PomError('has a DOCTYPE, which is not allowed in a POM')
  const parser = new XMLParser({ parseTagValue: false, removeNSPrefix: true, isArray: (name) => name === 'dependency' })
  let document: unknown
  try {
    document = parser.parse(text, true)
  } catch {
    throw new PomError('is not well-formed XML')
  }
  const project = at(document, 'project')
  if (typeof project !== 'object' || project === null) throw new PomError('has no <project>')
  const managed = at(project, 'dependencyManagement', 'dependencies', 'dependency')
  const imports = (Array.isArray(managed) ? managed : []).filter((each) => textAt(each, 'scope') === 'import')
  const [parent, relocation] = [at(project, 'parent'), at(project, 'distributionManagement', 'relocation')]
  return {
    own: coordinatesIn(project),
    isForOthers: textAt(project, 'packaging') === 'pom',
    parent: parent === undefined ? undefined : coordinatesIn(parent),
    imports: imports.map(coordinatesIn),
    relocation: relocation === undefined ? undefined : coordinatesIn(relocation),
    properties: Object(at(project, 'properties')),
  }
}

const coordinatesIn = (element: unknown): Written => ({
  groupId: textAt(element, 'groupId'),
  artifactId: textAt(element, 'artifactId'),
  version: textAt(element, 'version'),
})

const at = (from: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((value, name) => {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
  }, from)

/** Undefined if the element is empty, missing or repeated. */
const textAt = (from: unknown, name: string): string | undefined => {
  const text = at(from, name)
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}
