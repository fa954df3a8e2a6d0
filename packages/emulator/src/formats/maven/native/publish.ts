import { createHash } from 'node:crypto'
import { Refusal } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import { decodeUtf8 } from '../../../files/text.ts'
import { UnreadableError } from '../../../files/unreadable.ts'
import type { NativeRepository, NativeRequest } from '../../../format/native.ts'
import type { NativeUpload, PublishedFile } from '../../../format/native-package.ts'
import { parsePom } from '../pom.ts'
import { arrange } from './arrange.ts'
import { isSnapshot, readFileName } from './file-names.ts'
import { type MavenPath, type MavenPlace, nameOf } from './paths.ts'

/**
 * Accepts one of the files of a deployment. The files become a package once the client sends the list of versions, which it does last. The lists
 * themselves are generated from the packages.
 *
 * @throws {Refusal} 400 if a file does not match its path or its checksum, 409 if the version exists
 * @see docs/service.md#native-registries
 */
export async function put(path: MavenPath, request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  repository.mustWrite()
  if (path.about === 'folder') throw refused(405, 'A folder cannot be published.')
  if (path.about === 'metadata') {
    const [group, artifact] = [path.folders.slice(0, -1).join('.'), path.folders.at(-1) ?? '']
    if (path.checksum === undefined) await repository.publishDrafts(`${nameOf({ group, artifact })}:`)
    return { status: 201 }
  }
  const { place, filename, checksum } = path
  const bytes = await request.bytes()
  if (checksum !== undefined) return compare(path, decodeUtf8(bytes), repository)
  mustFit(place, filename, bytes)
  if (!mayReplace(place, repository) && isPublished(place, repository))
    throw refused(409, `${nameOf(place)}:${place.version} has been published already.`)
  repository.draft(draftName(place), { field: 'package_file', filename, bytes }, (files) => packageOf(place, files))
  return { status: 201 }
}

/** Refuses a checksum that does not match its file, as long as that is not part of a package. */
function compare(
  { place, filename, checksum }: Extract<MavenPath, { about: 'file' }>,
  text: string,
  repository: NativeRepository,
): Reply {
  const file = repository.drafted(draftName(place)).find((one) => one.filename === filename)
  const [told = ''] = text.trim().split(/\s+/)
  if (
    file !== undefined &&
    checksum !== undefined &&
    createHash(checksum).update(file.bytes).digest('hex') !== told.toLowerCase()
  )
    throw refused(400, `${filename} does not have the checksum that was sent with it.`)
  return { status: 201 }
}

/** @throws {Refusal} 400 */
function mustFit(place: MavenPlace, filename: string, bytes: Uint8Array): void {
  const said = readFileName(place, filename)
  if (said === undefined) throw refused(400, `${filename} is not called as files of ${nameOf(place)}:${place.version} are.`)
  if (said.extension !== 'pom' || said.classifier !== undefined) return
  const pom = pomIn(bytes)
  const { group, artifact, version } = place
  const isIt = [
    [pom.groupId, group],
    [pom.artifactId, artifact],
    [pom.version, version],
  ].every(([told, wanted]) => told === undefined || told === wanted)
  if (!isIt) throw refused(400, `The POM is that of ${pom.groupId}:${pom.artifactId}:${pom.version}.`)
}

function pomIn(bytes: Uint8Array) {
  try {
    return parsePom(bytes, () => undefined)
  } catch (error) {
    throw error instanceof UnreadableError ? refused(400, `This is not a POM: ${error.message}.`) : error
  }
}

const draftName = (place: MavenPlace): string => `${nameOf(place)}:${place.version}`

/** A snapshot is replaced by the latest deployment. */
const mayReplace = ({ version }: MavenPlace, { settings }: NativeRepository): boolean =>
  isSnapshot(version) || settings.replacesPackages

function isPublished(place: MavenPlace, repository: NativeRepository): boolean {
  const name = nameOf(place)
  return repository.packages().some((pkg) => pkg.home === 'own' && pkg.name === name && pkg.version === place.version)
}

/** One package with all files. */
function packageOf(place: MavenPlace, files: readonly PublishedFile[]): NativeUpload {
  const arranged = arrange(place, files)
  if (arranged === undefined) throw refused(400, 'There is no file.')
  return {
    files: arranged,
    fields: { group_id: place.group, artifact_id: place.artifact, version: place.version },
    ...(isSnapshot(place.version) ? { republish: true } : {}),
  }
}

const refused = (status: number, detail: string): Refusal => new Refusal({ status, body: { detail } })
