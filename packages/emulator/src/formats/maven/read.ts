import { readZip } from '../../files/archive.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { isZip } from '../../files/zip.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'
import { type Pom, parsePom } from './pom.ts'

/**
 * Reads a Maven artifact. Its POM is the `pom_file` of the request, or the package file itself when that is a `.pom`, or the one that
 * Maven puts into a jar; what a POM leaves open comes from the request's `group_id`, `artifact_id` and `version`.
 *
 * The group goes into `identifiers.maven_group_id`, the name that searches use.
 */
export function readMaven(upload: PackageUpload): Manifest {
  const { count, embedded } = openArtifact(upload)
  const pom = upload.extra.pom_file ? parsePom(upload.extra.pom_file.bytes) : embedded
  const groupId = required(pom?.groupId ?? textField(upload, 'group_id'), 'groupId (in a POM) or group_id (in the request)')
  const name = required(
    pom?.artifactId ?? textField(upload, 'artifact_id'),
    'artifactId (in a POM) or artifact_id (in the request)',
  )
  return {
    name,
    version: required(pom?.version ?? textField(upload, 'version'), 'version (in a POM or in the request)'),
    license: pom?.license,
    summary: pom?.name,
    description: pom?.description,
    architectures: [],
    dependencies: pom?.dependencies ?? [],
    identifiers: { maven_group_id: groupId },
    numFiles: count,
    osvName: `${groupId}:${name}`,
  }
}

/** An artifact may be any file, but one that is called a jar must be one. */
function openArtifact(upload: PackageUpload): { count: number; embedded: Pom | undefined } {
  const { filename, bytes } = upload.file
  if (/\.pom$/i.test(filename)) return { count: 0, embedded: parsePom(bytes) }
  if (!/\.[jwea]ar$/i.test(filename) && !isZip(bytes)) return { count: 0, embedded: undefined }

  const { count, files } = readZip(bytes, (path) => /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.xml$/.test(path))
  return { count, embedded: upload.extra.pom_file ? undefined : ownPom(files, upload) }
}

/** A jar with other jars merged into it holds their POMs too; its own is the one whose artifact the file or the request names. */
function ownPom(files: ReadonlyMap<string, Uint8Array>, upload: PackageUpload): Pom | undefined {
  const [only] = files.values()
  if (!only) return undefined
  if (files.size === 1) return parsePom(only)
  const artifactOf = (path: string) => path.split('/')[3] ?? ''
  const wanted = textField(upload, 'artifact_id')
  const [own] = [...files]
    .filter(([path]) => (wanted ? artifactOf(path) === wanted : upload.file.filename.startsWith(`${artifactOf(path)}-`)))
    .sort(([a], [b]) => artifactOf(b).length - artifactOf(a).length)
  if (!own) throw new UnreadableError(`none of the ${files.size} POMs in ${upload.file.filename} is its own: send a pom_file`)
  return parsePom(own[1])
}
