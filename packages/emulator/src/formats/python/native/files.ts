import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { normalName } from '../normal-name.ts'
import { factsOf } from './distribution.ts'

/** The extension of a distribution's separate metadata. @see https://peps.python.org/pep-0658/ */
const metadataEnding = '.metadata'

/** The path of a distribution, relative to the page of its name. */
export function pathOfFile({ name, version, files: [{ filename }] }: NativePackage): string {
  return `../../files/${[normalName(name), version, filename].map(encodeURIComponent).join('/')}`
}

/** Serves a distribution or its metadata. @param path the path from {@link pathOfFile} below `files/` */
export async function giveFile(path: readonly string[], repository: NativeRepository): Promise<Reply> {
  const [name, version, filename, ...more] = path
  if (name === undefined || version === undefined || filename === undefined || more.length > 0) throw notFound()
  const found = await distribution(name, version, filename, repository)
  if (found !== undefined) return repository.give(found)
  if (!filename.endsWith(metadataEnding)) throw notFound()
  const described = await distribution(name, version, filename.slice(0, -metadataEnding.length), repository)
  const metadata = described && (await factsOf(described)).metadata
  if (metadata === undefined) throw notFound()
  return { status: 200, raw: metadata.bytes, headers: { 'Content-Type': 'application/octet-stream' } }
}

/** The version in a file may be written differently from that of the package, which is all that an upstream stated when a client recorded its URL. */
async function distribution(
  name: string,
  version: string,
  filename: string,
  repository: NativeRepository,
): Promise<NativePackage | undefined> {
  const exact = await repository.package(name, version, filename)
  return exact ?? (await repository.find(name)).find(({ files: [file] }) => file.filename === filename)
}
