import { upstreamPath } from '../../../format/upstream-path.ts'

/** What a path below a Maven repository refers to. */
export type MavenPath =
  | { readonly about: 'file'; readonly place: MavenPlace; readonly filename: string; readonly checksum: Checksum | undefined }
  /** `maven-metadata.xml` of a group, an artifact or a snapshot: which of them depends on the content of the repository. */
  | { readonly about: 'metadata'; readonly folders: readonly string[]; readonly checksum: Checksum | undefined }
  /** The folder of a version. */
  | { readonly about: 'folder'; readonly place: MavenPlace }

/** A version of an artifact. */
export interface MavenPlace {
  readonly group: string
  readonly artifact: string
  /** For a snapshot without its time: `1.0-SNAPSHOT`. */
  readonly version: string
}

/** Checksums that are in separate files. */
const checksums = ['md5', 'sha1', 'sha256', 'sha512'] as const

/** One of {@link checksums}. */
export type Checksum = (typeof checksums)[number]

/** The file name of lists of versions, snapshots and plugins. */
export const metadataName = 'maven-metadata.xml'

/** Parses a path. @param segments its decoded segments */
export function mavenPath(segments: readonly string[]): MavenPath | undefined {
  if (segments.slice(0, -1).some((one) => one === '' || one.includes('/') || one.startsWith('.'))) return undefined
  const last = segments.at(-1) ?? ''
  const folders = segments.slice(0, -1)
  if (last === '') {
    const place = placeOf(folders)
    return place && { about: 'folder', place }
  }
  const checksum = checksums.find((kind) => last.endsWith(`.${kind}`))
  const filename = checksum === undefined ? last : last.slice(0, -checksum.length - 1)
  if (filename === metadataName) return folders.length === 0 ? undefined : { about: 'metadata', folders, checksum }
  const place = placeOf(folders)
  return place && { about: 'file', place, filename, checksum }
}

/** A group with several parts is several folders. */
export function placeOf(folders: readonly string[]): MavenPlace | undefined {
  const [artifact, version] = folders.slice(-2)
  const group = folders.slice(0, -2).join('.')
  return artifact === undefined || version === undefined || group === '' ? undefined : { group, artifact, version }
}

/** The folder with the files of a version, below a repository. */
export const folderOf = ({ group, artifact, version }: MavenPlace): string =>
  upstreamPath([...group.split('.'), artifact, version].join('/'))

/** The name of packages of an artifact. */
export const nameOf = ({ group, artifact }: Pick<MavenPlace, 'group' | 'artifact'>): string => `${group}:${artifact}`
