import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { normalName } from '../normal-name.ts'
import { factsOf } from './distribution.ts'

/** What the metadata of a distribution are called beside it. @see https://peps.python.org/pep-0658/ */
const metadataEnding = '.metadata'

/** Where a distribution is, from the page of its name. */
export function pathOfFile({ name, version, files: [{ filename }] }: NativePackage): string {
  return `../../files/${[normalName(name), version, filename].map(encodeURIComponent).join('/')}`
}

/** Gives out a distribution, or its metadata. @param path what {@link pathOfFile} says below `files/` */
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

/** A version may be written otherwise in the file than in its name, which is all that an upstream said of it when a client noted its address. */
async function distribution(
  name: string,
  version: string,
  filename: string,
  repository: NativeRepository,
): Promise<NativePackage | undefined> {
  const exact = await repository.package(name, version, filename)
  return exact ?? (await repository.find(name)).find(({ files: [file] }) => file.filename === filename)
}
