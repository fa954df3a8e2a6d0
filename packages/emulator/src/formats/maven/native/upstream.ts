import { visible } from '../../../core/visible.ts'
import { UnreadableError } from '../../../files/unreadable.ts'
import { parseXml } from '../../../files/xml.ts'
import type { FileChecksums } from '../../../format/native-package.ts'
import {
  type NativeUpstream,
  type UpstreamFile,
  type UpstreamPackage,
  UpstreamProblem,
  type UpstreamSource,
  type UpstreamWanted,
} from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { coordinatesOf, parseProject } from '../project.ts'
import { arrange } from './arrange.ts'
import { isSnapshot, readFileName } from './file-names.ts'
import { filesIn } from './listing.ts'
import { folderOf, type MavenPlace, metadataName, nameOf } from './paths.ts'

/** Checksums of Maven repositories, the strongest first. */
const checksums = ['sha512', 'sha256', 'sha1', 'md5'] as const

/** Classifiers to try if an upstream does not list its files. */
const usual = ['sources', 'javadoc', 'tests']

/** Finds packages in another Maven repository, in which a version is described by its POM. */
export const mavenUpstream: NativeUpstream = {
  asksByVersion: true,
  async list(source, { name, version }) {
    const [group = '', artifact = ''] = name.split(':')
    if (version !== undefined) return versionAt(source, { group, artifact, version })
    const folder = upstreamPath([...group.split('.'), artifact].join('/'))
    const listed = await source.get(`${folder}/${metadataName}`)
    if (listed === undefined) return []
    const versions = readXml(source, listed.bytes, 'metadata').all('versioning', 'versions', 'version')
    return versions.flatMap((each): UpstreamPackage[] => {
      const known = each.text()
      if (known === undefined) return []
      const filename = `${artifact}-${known}.pom`
      return [
        { name, version: known, files: [{ filename, url: `${folder}/${upstreamPath(`${known}/${filename}`)}`, checksums: {} }] },
      ]
    })
  },
}

/** The package of a version at an upstream; none if it has no POM. */
async function versionAt(source: UpstreamSource, place: MavenPlace): Promise<UpstreamPackage[]> {
  const folder = folderOf(place)
  const value = isSnapshot(place.version) ? await newestOf(source, place) : place.version
  const stem = `${place.artifact}-${value}`
  const pom = await source.get(`${folder}/${upstreamPath(stem)}.pom`)
  if (pom === undefined) return []
  const project = readXml(source, pom.bytes, 'project')
  const names = await namesAt(source, place, stem, project.text('packaging') ?? 'jar')
  const found = await Promise.all(
    [...names].map(async (filename): Promise<UpstreamFile[]> => {
      const url = `${folder}/${upstreamPath(filename)}`
      if (filename === `${stem}.pom`)
        return [{ filename, url, checksums: (await checksumsAt(source, url)) ?? {}, bytes: pom.bytes }]
      const known = await checksumsAt(source, url)
      if (known !== undefined) return [{ filename, url, checksums: known }]
      const file = await source.get(url)
      return file === undefined ? [] : [{ filename, url, checksums: {}, bytes: file.bytes }]
    }),
  )
  const files = arrange(place, found.flat())
  if (files === undefined) return []
  const { group, artifact, version } = place
  return [
    {
      name: nameOf(place),
      version,
      files,
      fields: { group_id: group, artifact_id: artifact, version },
      needs: needsOf(pom.bytes),
    },
  ]
}

/** The version in the names of a snapshot's latest files. */
async function newestOf(source: UpstreamSource, place: MavenPlace): Promise<string> {
  const listed = await source.get(`${folderOf(place)}/${metadataName}`)
  if (listed === undefined) return place.version
  const metadata = readXml(source, listed.bytes, 'metadata')
  const [time, build] = ['timestamp', 'buildNumber'].map((field) => metadata.text('versioning', 'snapshot', field))
  return time === undefined || build === undefined ? place.version : place.version.replace(/SNAPSHOT$/, `${time}-${build}`)
}

/** The file names of a version: as they are listed, else the usual ones. */
async function namesAt(source: UpstreamSource, place: MavenPlace, stem: string, packaging: string): Promise<Set<string>> {
  const listed = await source.get(`${folderOf(place)}/`).catch(forgive)
  const isFile = (name: string) =>
    name.startsWith(stem) && readFileName(place, name) !== undefined && !/\.(md5|sha1|sha256|sha512|asc)$/.test(name)
  const names = listed === undefined ? [] : filesIn(listed.text()).filter(isFile)
  if (names.length > 0) return new Set([`${stem}.pom`, ...names])
  if (packaging === 'pom') return new Set([`${stem}.pom`])
  const extension = ['war', 'ear', 'aar', 'zip'].includes(packaging) ? packaging : 'jar'
  return new Set([`${stem}.${extension}`, `${stem}.pom`, ...usual.map((classifier) => `${stem}-${classifier}.jar`)])
}

/** A repository need not list its folders. */
function forgive(error: unknown): undefined {
  if (!(error instanceof UpstreamProblem)) throw error
}

/** The strongest checksum that exists for a file. */
async function checksumsAt(source: UpstreamSource, url: string): Promise<FileChecksums | undefined> {
  // Every repository has SHA-1; the others are only requested if it is missing.
  for (const kind of ['sha1', ...checksums.filter((one) => one !== 'sha1')] as const) {
    const [told] = (await source.get(`${url}.${kind}`))?.text().trim().split(/\s+/) ?? []
    if (told !== undefined && /^[0-9a-f]+$/i.test(told)) return { [kind]: told.toLowerCase() }
  }
  return undefined
}

/** Parents and BOMs that a POM states literally. */
function needsOf(bytes: Uint8Array): Required<UpstreamWanted>[] {
  const project = parseProject(bytes)
  const plain = (text: string | undefined) => (text?.includes('${') ? undefined : text)
  const boms = project.all('dependencyManagement', 'dependencies', 'dependency').filter((one) => one.text('scope') === 'import')
  return [...project.all('parent'), ...boms].flatMap((element) => {
    const found = coordinatesOf(element, plain)
    return found === undefined ? [] : [{ name: `${found.groupId}:${found.artifactId}`, version: found.version }]
  })
}

/** @throws {UpstreamProblem} if it is not such a document */
function readXml(source: UpstreamSource, bytes: Uint8Array, root: string) {
  try {
    return root === 'project' ? parseProject(bytes) : parseXml(bytes, root)
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    throw new UpstreamProblem(
      `The upstream ${visible(String(source.settings.name))} sent something that is not a <${root}>: ${error.message}`,
      502,
      { cause: error },
    )
  }
}
