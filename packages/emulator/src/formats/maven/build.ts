import { toBytes, zip } from '../../format/archive-writers.ts'
import { type FixtureFiles, type PackageFixture, plainFixture } from '../../format/package-fixture.ts'
import { xmlLine } from '../../format/xml-writer.ts'

/** What a POM names another one by. */
export interface MavenCoordinates {
  groupId: string
  artifactId: string
  version: string
}

/** What goes into a POM: {@link mavenPom}. */
export interface MavenPomOptions extends MavenCoordinates {
  /** The licence's name. */
  license?: string
  description?: string
  dependencies?: readonly MavenDependency[]
  /** What it inherits from. */
  parent?: MavenCoordinates
  /** Properties by name, which `${name}` stands for. */
  properties?: Readonly<Record<string, string>>
  /** BOMs that it imports. */
  imports?: readonly MavenCoordinates[]
  /** The versions that it sets for dependencies which name none. */
  managed?: readonly MavenCoordinates[]
}

/** What goes into {@link mavenJar}. */
export interface MavenJarOptions extends MavenPomOptions {
  /** Further files, by path inside the jar. */
  files?: FixtureFiles
}

/** A dependency of {@link mavenJar}. */
export interface MavenDependency {
  groupId: string
  artifactId: string
  /** Left out where what is managed has it. */
  version?: string
  /** `compile` unless said otherwise. */
  scope?: string
  /** Whoever wants it has to name it again. Default: false. */
  optional?: boolean
}

/** Makes a jar with its POM, which is inside under `META-INF/maven`, as Maven packs it, and beside it as `extra.pom_file`. */
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

/** Makes a POM alone: what others inherit from, or import as a BOM. */
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
