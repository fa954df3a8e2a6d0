import { toBytes, zip } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'
import { xmlLine } from '../../format/xml-writer.ts'

/** What goes into the POM of {@link mavenJar}. */
export interface MavenJarOptions {
  groupId: string
  artifactId: string
  version: string
  /** The licence's name. */
  license?: string
  description?: string
  dependencies?: readonly MavenDependency[]
  /** Further files, by path inside the jar. */
  files?: FixtureFiles
}

/** A dependency of {@link mavenJar}; the scope is `compile` unless said otherwise. */
export interface MavenDependency {
  groupId: string
  artifactId: string
  version: string
  scope?: string
}

/** Makes a jar with its POM, which is inside under `META-INF/maven`, as Maven packs it, and beside it as `extra.pom_file`. */
export function mavenJar(options: MavenJarOptions): PackageFixture {
  const { groupId, artifactId, version, files } = options
  const pom = pomOf(options)
  const folder = `META-INF/maven/${groupId}/${artifactId}`
  const contents: FixtureFiles = {
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\n\r\n',
    [`${folder}/pom.xml`]: pom,
    [`${folder}/pom.properties`]: `artifactId=${artifactId}\ngroupId=${groupId}\nversion=${version}\n`,
    ...files,
  }
  const stem = `${artifactId}-${version}`
  return {
    format: 'maven',
    filename: `${stem}.jar`,
    bytes: zip(contents),
    fields: {},
    extra: { pom_file: { filename: `${stem}.pom`, bytes: toBytes(pom) } },
  }
}

function pomOf({ groupId, artifactId, version, license, description, dependencies = [] }: MavenJarOptions): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n',
    '<modelVersion>4.0.0</modelVersion>\n',
    xmlLine('groupId', groupId),
    xmlLine('artifactId', artifactId),
    xmlLine('version', version),
    xmlLine('description', description),
    license === undefined ? '' : `<licenses><license>\n${xmlLine('name', license)}</license></licenses>\n`,
    '<dependencies>\n',
    ...dependencies.map(dependencyXml),
    '</dependencies>\n</project>\n',
  ].join('')
}

function dependencyXml({ groupId, artifactId, version, scope }: MavenDependency): string {
  const fields = [
    xmlLine('groupId', groupId),
    xmlLine('artifactId', artifactId),
    xmlLine('version', version),
    xmlLine('scope', scope),
  ]
  return `<dependency>\n${fields.join('')}</dependency>\n`
}
