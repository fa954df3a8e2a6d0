import { createHash } from 'node:crypto'
import { unpack } from '../../files/compression.ts'
import { feed } from '../../files/parser.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import { anyVersion } from '../../format/constraint.ts'
import { noVersion, textField } from '../../format/fields.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { narParser } from './nar.ts'
import { readNarinfo, type Summed } from './narinfo.ts'

/** Compressions that only Nix unpacks: for these, the archive is accepted as its `narinfo` describes it. */
const unread = ['br', 'compress', 'grzip', 'lrzip', 'lz4', 'lzip', 'lzma', 'lzop']

/**
 * Reads an archive of a path in a Nix store. In binary caches, its file name is a hash. With a `narinfo`, name and version come from its store path,
 * else from the file name. A version in the request takes precedence over both. Its dependencies are the paths that it refers to.
 *
 * @throws {UnreadableError} if it is not an archive, or the `narinfo` belongs to another one
 */
export async function readNix(upload: PackageUpload): Promise<Manifest> {
  const { bytes } = upload.file
  // The field's name in older clients.
  const file = upload.extra.narinfo_file ?? upload.extra.narinfo
  const narinfo = file && readNarinfo(file)
  const named = readByFileName(upload)
  if (narinfo && unread.includes(narinfo.compression ?? '')) return { ...named, ...calledBy(narinfo.name, upload) }
  const { numFiles, plain } = await openNar(bytes)
  if (narinfo === undefined) return { ...named, numFiles }
  narinfo.check({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest() }, plain)
  return { ...named, ...calledBy(narinfo.name, upload), dependencies: narinfo.references.map(dependency), numFiles }
}

async function openNar(bytes: Uint8Array): Promise<{ numFiles: number; plain: Summed }> {
  const { write, end } = feed(narParser())
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of unpack(bytes)) {
    hash.update(piece)
    size += piece.length
    write(piece)
  }
  return { numFiles: end(), plain: { size, sha256: hash.digest() } }
}

function calledBy(full: string, upload: PackageUpload): { name: string; version: string } {
  const { name, version = noVersion } = nameOf(full)
  return { name, version: textField(upload, 'version') ?? version }
}

function dependency(full: string): Dependency {
  const { name, version } = nameOf(full)
  return { name, dep_type: 'Depends', ...(version === undefined ? anyVersion : { operator: '=', version }) }
}

/** The version starts after the first dash that is not followed by a letter. @see https://nix.dev/manual/nix/stable/language/builtins.html */
function nameOf(full: string): { name: string; version: string | undefined } {
  const dash = /-(?![a-zA-Z])/.exec(full)
  return dash === null
    ? { name: full, version: undefined }
    : { name: full.slice(0, dash.index), version: full.slice(dash.index + 1) }
}
