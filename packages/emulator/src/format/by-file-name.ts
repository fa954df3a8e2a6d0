import { noVersion, textField } from './fields.ts'
import type { Manifest, PackageUpload } from './types.ts'

/**
 * Reads a package of any format without a reader of its own, without inspecting the file: name and version come from the request, else from the file
 * name.
 *
 * In a file name, the version starts at the first digit after `-`, `_` or `@` (and an optional `v`), and the extension is dropped:
 * `serde-1.0.204.crate` is `serde` `1.0.204`, `tool.tar.gz` is `tool` {@link noVersion}.
 */
export function readByFileName(upload: PackageUpload): Manifest {
  const named = splitFileName(upload.file.filename)
  return {
    name: textField(upload, 'name') ?? named.name,
    version: textField(upload, 'version') ?? named.version,
    architectures: [],
    dependencies: [],
    identifiers: {},
    numFiles: 0,
  }
}

function splitFileName(filename: string): { name: string; version: string } {
  const stem = filename.replace(/(?<=.)(\.tar)?\.[a-z]\w*$/i, '')
  const [, name, version] = /^(.+?)[-_@]v?(\d.*)$/s.exec(stem) ?? []
  return name && version ? { name, version } : { name: stem, version: noVersion }
}
