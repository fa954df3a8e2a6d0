import { toBytes, zip } from '../../format/archive-writers.ts'
import { type FixtureFiles, type PackageFixture, plainFixture } from '../../format/package-fixture.ts'
import { xmlLine } from '../../format/xml-writer.ts'

/** Coordinates by which a POM refers to another one. */
export interface MavenCoordinates {
  groupId: string
  artifactId: string
  version: string
}

/** Options of {@link mavenPom}: the content of a POM. */
export interface MavenPomOptions extends MavenCoordinates {
  /** Name of the licence. */
  license?: string
  description?: string
  /** Dependencies of the project. */
  dependencies?: readonly MavenDependency[]
  /** The parent that it inherits from. */
  parent?: MavenCoordinates
  /** Properties by name, referred to as `${name}`. */
  properties?: Readonly<Record<string, string>>
  /** BOMs that it imports. */
  imports?: readonly MavenCoordinates[]
  /** Managed versions, for dependencies that do not state one. */
  managed?: readonly MavenCoordinates[]
}

/** Options of {@link mavenJar}. */
export interface MavenJarOptions extends MavenPomOptions {
  /** Further files, by path inside the jar. */
  files?: FixtureFiles
}

/** A dependency of {@link mavenJar}. */
export interface MavenDependency {
  groupId: string
  artifactId: string
  /** Left out if it is managed. */
  version?: string
  /** Default: `compile`. */
  scope?: string
  /** Whether it is not inherited by dependants. Default: false. */
  optional?: boolean
}

/** Builds a jar with its POM, both inside it, in `META-INF/maven`, as Maven packs it, and as `extra.pom_file`. */
export function mavenJar(options: MavenJarOptions): PackageFixture {
  const { groupId, artifactId, version, files } = options
  const pom = pomOf(options, undefined)
  const folder = `META-INF/maven/${groupId}/${artifactId}`
  const contents: FixtureFiles = {
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\n\r\n',
    [`${folder}/pom.xml`]: pom,
    [`${folder}/pom.properties`]: `artifactId=${artifactId}\ngroupId=${groupId}\nversion=${version}\n`,
    ...files,
  }
  const stem = `${artifactId}-${version}`
  return {
    ...plainFixture('maven', `${stem}.jar`, zip(contents)),
    extra: { pom_file: { filename: `${stem}.pom`, bytes: toBytes(pom) } },
  }
}

/** Builds a POM alone, for others to inherit from, or to import as a BOM. */
export const mavenPom = (options: MavenPomOptions): PackageFixture =>
  plainFixture('maven', `${options.artifactId}-${options.version}.pom`, toBytes(pomOf(options, 'pom')))

function pomOf(options: MavenPomOptions, packaging: string | undefined): string {
  const { license, description, dependencies = [], parent, properties = {}, imports = [], managed = [] } = options
  const boms = imports.map((bom) => `<dependency>\n${coordinates(bom)}<type>pom</type>\n<scope>import</scope>\n</dependency>\n`)
  const managing = [...managed.map(dependencyXml), ...boms]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n',
    '<modelVersion>4.0.0</modelVersion>\n',
    parent === undefined ? '' : `<parent>\n${coordinates(parent)}</parent>\n`,
    coordinates(options),
    xmlLine('packaging', packaging),
    xmlLine('description', description),
    license === undefined ? '' : `<licenses><license>\n${xmlLine('name', license)}</license></licenses>\n`,
    inElement(
      'properties',
      Object.entries(properties).map(([name, value]) => xmlLine(name, value)),
    ),
    managing.length === 0 ? '' : `<dependencyManagement>${inElement('dependencies', managing)}</dependencyManagement>\n`,
    inElement('dependencies', dependencies.map(dependencyXml)),
    '</project>\n',
  ].join('')
}

const inElement = (name: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<${name}>\n${lines.join('')}</${name}>\n`

const coordinates = ({ groupId, artifactId, version }: Partial<MavenCoordinates>): string =>
  [xmlLine('groupId', groupId), xmlLine('artifactId', artifactId), xmlLine('version', version)].join('')

function dependencyXml({ scope, optional = false, ...named }: MavenDependency): string {
  return `<dependency>\n${coordinates(named)}${xmlLine('scope', scope)}${xmlLine('optional', optional ? 'true' : undefined)}</dependency>\n`
}
