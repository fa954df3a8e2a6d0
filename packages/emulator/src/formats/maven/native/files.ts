import { createHash } from 'node:crypto'
import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import { toBytes } from '../../../format/archive-writers.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativeFile, NativePackage } from '../../../format/native-package.ts'
import { readFileName, timeOf } from './file-names.ts'
import { type Checksum, type MavenPlace, nameOf } from './paths.ts'
import { pomOf } from './pom.ts'

/** The package of a version: own ones take precedence over connected ones, and these over upstreams. */
export function packageAt(place: MavenPlace, repository: NativeRepository): Promise<NativePackage | undefined> {
  return repository.package(nameOf(place), place.version)
}

/** Serves a file of a version, or one of its checksums. @throws {Refusal} 404, and as `give` */
export async function giveFile(
  place: MavenPlace,
  filename: string,
  checksum: Checksum | undefined,
  repository: NativeRepository,
): Promise<Reply> {
  const pkg = await packageAt(place, repository)
  const file = pkg && fileOf(pkg, place, filename)
  if (pkg === undefined) throw notFound()
  if (file === undefined) return givePom(pkg, place, filename, checksum)
  if (checksum === undefined) return repository.give(pkg, file, { 'Content-Type': contentType(filename) })
  const known = file.checksums[checksum]
  if (known === undefined) throw notFound()
  return textReply(known, 'text/plain')
}

/** The POM of a package that was uploaded without one: the one inside it, or a generated one. */
function givePom(pkg: NativePackage, place: MavenPlace, filename: string, checksum: Checksum | undefined): Reply {
  if (readFileName(place, filename)?.extension !== 'pom') throw notFound()
  return given(pomOf(pkg, place), checksum)
}

/** A generated text, or its checksum. */
export function given(text: string, checksum: Checksum | undefined): Reply {
  return checksum === undefined
    ? textReply(text, 'text/xml')
    : textReply(createHash(checksum).update(text).digest('hex'), 'text/plain')
}

/** The file of this name. For a snapshot whose files have times, `…-SNAPSHOT.jar` means the latest. */
function fileOf(pkg: NativePackage, place: MavenPlace, filename: string): NativeFile | undefined {
  const exact = pkg.files.find((file) => file.filename === filename)
  if (exact !== undefined) return exact
  const wanted = readFileName(place, filename)
  if (wanted === undefined || wanted.value !== place.version) return undefined
  return pkg.files
    .map((file) => ({ file, said: readFileName(place, file.filename) }))
    .filter(({ said }) => said?.classifier === wanted.classifier && said?.extension === wanted.extension)
    .sort((a, b) => (timeOf(b.said?.value ?? '')?.build ?? 0) - (timeOf(a.said?.value ?? '')?.build ?? 0))[0]?.file
}

function textReply(text: string, type: string): Reply {
  return { status: 200, raw: toBytes(text), headers: { 'Content-Type': type } }
}

function contentType(filename: string): string {
  if (filename.endsWith('.pom')) return 'text/xml'
  return filename.endsWith('.jar') ? 'application/java-archive' : 'application/octet-stream'
}
