/** What Maven finds a project by. */
export interface Coordinates {
  readonly groupId: string
  readonly artifactId: string
  readonly version: string
}

/** Coordinates as a POM writes them, some of them perhaps left out. */
export type Written = { readonly [field in keyof Coordinates]?: string | undefined }

/** What of a POM says which other POMs Maven reads besides, as it is written: with `${…}` in it. */
export interface Pom {
  readonly own: Written
  /** It is there for others, to inherit from or to import. */
  readonly isForOthers: boolean
  readonly parent: Written | undefined
  /** The BOMs that it imports. */
  readonly imports: readonly Written[]
  /** Where the artifact has moved; what is left out stayed as it is. */
  readonly relocation: Written | undefined
  readonly properties: Readonly<Record<string, unknown>>
}

/** It is no POM, or one that is not read. */
export class PomError extends Error {}

/**
 * Reads a POM. The parser is loaded when the first one is read: most plans need none.
 *
 * @throws {PomError} it is no such document, or has a DOCTYPE, by which others attack
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

/** Nothing where it is empty, or there are several. */
const textAt = (from: unknown, name: string): string | undefined => {
  const text = at(from, name)
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}
