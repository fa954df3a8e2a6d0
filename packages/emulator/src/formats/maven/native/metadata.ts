import { notFound } from '../../../core/errors.ts'
import { decodeUtf8 } from '../../../files/text.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { schemeOfFormat } from '../../../format/version-scheme.ts'
import { xmlLine } from '../../../format/xml-writer.ts'
import { isSnapshot } from './file-names.ts'
import { packageAt } from './files.ts'
import { nameOf, placeOf } from './paths.ts'
import { ownPomOf } from './pom.ts'
import { snapshotMetadata } from './snapshots.ts'
import { document, stamp } from './xml.ts'

/**
 * The `maven-metadata.xml` of a folder: for a snapshot its latest files, for an artifact its versions, for a group its plugins.
 *
 * @throws {Refusal} 404 if there is nothing to list
 * @see https://maven.apache.org/ref/current/maven-repository-metadata/repository-metadata.html
 */
export async function metadataOf(folders: readonly string[], repository: NativeRepository): Promise<string> {
  const place = placeOf(folders)
  if (place !== undefined && isSnapshot(place.version)) {
    const pkg = await packageAt(place, repository)
    if (pkg === undefined) throw notFound()
    return snapshotMetadata(place, pkg, repository.now())
  }
  const [group, artifact] = [folders.slice(0, -1).join('.'), folders.at(-1) ?? '']
  const plugins = pluginsOf(folders.join('.'), repository)
  const versions = group === '' ? [] : await repository.find(nameOf({ group, artifact }))
  if (versions.length === 0 && plugins.length === 0) throw notFound()
  return document([...(versions.length === 0 ? [] : versionsOf({ group, artifact }, versions, repository.now())), ...plugins])
}

function versionsOf(of: { group: string; artifact: string }, packages: readonly NativePackage[], now: number): string[] {
  const versions = [...new Set(packages.map(({ version }) => version))].sort(schemeOfFormat('maven').compare)
  const moments = packages.flatMap(({ publishedAt }) => publishedAt ?? [])
  const release = versions.findLast((version) => !isSnapshot(version))
  return [
    xmlLine('groupId', of.group),
    xmlLine('artifactId', of.artifact),
    '<versioning>\n',
    xmlLine('latest', versions.at(-1)),
    xmlLine('release', release),
    '<versions>\n',
    ...versions.map((version) => xmlLine('version', version)),
    '</versions>\n',
    xmlLine('lastUpdated', stamp(moments.length === 0 ? now : Math.max(...moments))),
    '</versioning>\n',
  ]
}

/** The plugins of a group in this repository, by the prefix that people type. */
function pluginsOf(group: string, repository: NativeRepository): string[] {
  const names = new Set(
    repository
      .packages()
      .filter((pkg) => pkg.name.startsWith(`${group}:`) && isPlugin(pkg))
      .map(({ name }) => name.slice(group.length + 1)),
  )
  const rows = [...names].map(
    (artifact) => `<plugin>\n${xmlLine('prefix', prefixOf(artifact))}${xmlLine('artifactId', artifact)}</plugin>\n`,
  )
  return rows.length === 0 ? [] : ['<plugins>\n', ...rows, '</plugins>\n']
}

const isPlugin = (pkg: NativePackage): boolean =>
  /<packaging>\s*maven-plugin\s*<\/packaging>/.test(decodeUtf8(ownPomOf(pkg) ?? new Uint8Array()))

/** Derived like Maven does if a plugin does not state one. */
const prefixOf = (artifact: string): string => artifact.replace(/-?maven-?/, '').replace(/-?plugin-?/, '')
