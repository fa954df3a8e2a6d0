import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import { noVersion, textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload, UploadedFile } from '../../format/types.ts'

/**
 * Reads an archive of a path in the store of Nix. In binary caches it is called by its hash: where a `narinfo` came along, name and version
 * are those of the store path that this tells of, else they are read from the file name. A version in the request counts before both.
 *
 * @throws {UnreadableError} where the `narinfo` tells of no store path
 */
export function readNix(upload: PackageUpload): Manifest {
  // Older clients call the field so.
  const narinfo = upload.extra.narinfo_file ?? upload.extra.narinfo
  if (narinfo === undefined) return readByFileName(upload)
  const { name, version } = nameOf(storePathOf(narinfo))
  return { ...readByFileName(upload), name, version: textField(upload, 'version') ?? version }
}

function storePathOf({ filename, bytes }: UploadedFile): string {
  const [, path] = /^StorePath: *(\S+) *\r?$/m.exec(decodeUtf8(bytes)) ?? []
  const [, name] = /^\/[^\s]*\/[0-9a-z]{32}-([^/\s]+)$/.exec(path ?? '') ?? []
  if (name === undefined) throw new UnreadableError(`${filename} tells of no path in a store`)
  return name
}

/** The version begins after the first dash that no letter follows. @see https://nix.dev/manual/nix/stable/language/builtins.html */
function nameOf(full: string): { name: string; version: string } {
  const dash = /-(?![a-zA-Z])/.exec(full)
  return dash === null
    ? { name: full, version: noVersion }
    : { name: full.slice(0, dash.index), version: full.slice(dash.index + 1) }
}
