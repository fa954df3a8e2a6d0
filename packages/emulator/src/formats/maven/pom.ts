import type { XmlElement } from '../../files/xml.ts'
import { isKnownLicense, licenseChoice } from '../../format/licenses.ts'
import type { Dependency } from '../../format/types.ts'
import { dependenciesOf } from './dependencies.ts'
import { type FindPom, inherited, openProject, type Project, parseProject } from './project.ts'

/** The content of a Maven project file. Coordinates that depend on a parent that was not found are undefined. */
export interface Pom {
  groupId: string | undefined
  artifactId: string | undefined
  version: string | undefined
  license: string | undefined
  name: string | undefined
  description: string | undefined
  dependencies: Dependency[]
}

/** Most files that are looked up, parents and BOMs together: real projects have about ten. */
const mostLookUps = 100

/**
 * Reads a POM with everything that it inherits: licences, description, properties, dependencies and their management.
 *
 * @param find finds parents and imported BOMs; those that are not found are left out
 * @throws {UnreadableError} if the file is not a POM
 * @see https://maven.apache.org/pom.html
 */
export function parsePom(bytes: Uint8Array, find: FindPom): Pom {
  let lookUps = 0
  const findSome: FindPom = (wanted) => (lookUps++ < mostLookUps ? find(wanted) : undefined)
  const project = openProject(parseProject(bytes), findSome)
  const field = (name: string) => project.expand(inherited(project, name))
  return {
    groupId: field('groupId'),
    artifactId: field('artifactId'),
    version: field('version'),
    license: licenses(project),
    name: field('name'),
    description: field('description'),
    dependencies: dependenciesOf(project, findSome),
  }
}

/** According to the POM reference, several licences are a choice. A project with own licences inherits none. */
function licenses({ line }: Project): string | undefined {
  const own = line.map((project) => project.all('licenses', 'license').flatMap(license)).find(({ length }) => length > 0)
  return licenseChoice(own ?? [])
}

/** The name of the licence, or its URL if it has no name. */
function license(element: XmlElement): string | [] {
  const texts = [element.text('name'), element.text('url')].filter((text) => text !== undefined)
  return texts.find(isKnownLicense) ?? texts[0] ?? []
}
