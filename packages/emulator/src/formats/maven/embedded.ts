import { readZip } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { textField } from '../../format/fields.ts'
import type { PackageUpload } from '../../format/types.ts'

/** The files that Maven puts into an archive about its artifact. */
export interface Descriptor {
  readonly groupId: string
  readonly artifactId: string
  /** As it was when the archive was built, if known. */
  readonly version: string | undefined
  /** The project file, if there is one. */
  readonly pom: Uint8Array | undefined
}

/**
 * The descriptor that belongs to an archive itself, and the number of its files. An archive that others were merged into contains theirs as well.
 *
 * @throws {UnreadableError} if there are several, and it is unclear which is its own
 */
export function openArchive(upload: PackageUpload): { count: number; descriptor: Descriptor | undefined } {
  const { bytes, filename } = upload.file
  const { count, files } = readZip(bytes, (path) => /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.(xml|properties)$/.test(path))
  const folders = [...new Set([...files.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))))]
  const descriptors = folders.map((folder) => descriptor(folder, files))
  if (upload.extra.pom_file || descriptors.length === 0) return { count, descriptor: undefined }
  const asked = descriptors.filter((each) => isAskedFor(each, upload))
  const exact = asked.filter(({ artifactId, version }) => version !== undefined && names(filename, `${artifactId}-${version}`))
  const similar = asked.filter(({ artifactId }) => names(filename, artifactId))
  const longest = similar.filter(({ artifactId }) => similar.every((other) => other.artifactId.length <= artifactId.length))
  const lone = asked.filter(({ version }) => asked.length === 1 && mayBe(filename, version))
  const own = [exact, longest, lone].find(({ length }) => length > 0) ?? []
  if (own.length === 1) return { count, descriptor: own[0] }
  // Then the request has all information.
  if (own.length === 0 && textField(upload, 'artifact_id')) return { count, descriptor: undefined }
  const what =
    descriptors.length === 1
      ? `the POM in ${filename} is that of another artifact`
      : `${own.length === 0 ? 'none' : 'more than one'} of the ${descriptors.length} POMs in ${filename} is its own`
  throw new UnreadableError(`${what}: send a pom_file, or group_id and artifact_id`)
}

function descriptor(folder: string, files: ReadonlyMap<string, Uint8Array>): Descriptor {
  const [, , groupId = '', artifactId = ''] = folder.split('/')
  const properties = decodeUtf8(files.get(`${folder}/pom.properties`) ?? new Uint8Array())
  const version = /^version[ \t]*[=:][ \t]*(\S+)/m.exec(properties)?.[1]
  return { groupId, artifactId, version, pom: files.get(`${folder}/pom.xml`) }
}

function isAskedFor({ groupId, artifactId, version = '' }: Descriptor, upload: PackageUpload): boolean {
  const fits = (field: string, value: string) => value === '' || (textField(upload, field) ?? value) === value
  return fits('group_id', groupId) && fits('artifact_id', artifactId) && fits('version', version)
}

/** Whether a file name starts with a text, followed by a version, a classifier or the extension. */
function names(filename: string, start: string): boolean {
  return filename.startsWith(start) && /^[-.]/.test(filename.slice(start.length))
}

/** The only descriptor may have another name than the file, but not another version. */
function mayBe(filename: string, version: string | undefined): boolean {
  return version === undefined || filename.includes(version) || !/-\d/.test(filename)
}
