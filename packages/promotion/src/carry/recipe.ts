import type { Package, PackageFile } from '@cloudsmith-sdk/client'
import { uploads } from './upload-fields.ts'

/** A file of a package, and the upload field that it goes into. */
export interface CarriedFile {
  readonly field: string
  readonly filename: string
  /** SHA-256 in hex. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
}

/** How to upload a package again. */
export interface Recipe {
  readonly fields: Readonly<Record<string, string>>
  /** The main file first. */
  readonly files: readonly CarriedFile[]
  /** What is lost on the way, as a phrase; undefined if nothing is. */
  readonly lost: string | undefined
}

/** Formats whose packages cannot be uploaded again unchanged, and why. */
const refusals: Readonly<Record<string, string>> = {
  docker: 'images have no files: pull them from the registry of the source, and push them to that of the destination',
  nix: 'its .narinfo is signed with a key of the repository that it is in',
}

/** The upload field of a file, by the tag that the service gives the file. */
const fieldsByTag: Readonly<Record<string, string>> = {
  pom: 'pom_file',
  sources: 'sources_file',
  javadoc: 'javadoc_file',
  tests: 'tests_file',
  ivy: 'ivy_file',
  symbols: 'symbols_file',
  provenance: 'provenance_file',
  changes: 'changes_file',
}

/** The other files of a Conan package are recognised by the names that Conan gives them. */
const conanFiles: Readonly<Record<string, string>> = {
  'conaninfo.txt': 'info_file',
  'conanmanifest.txt': 'manifest_file',
  'conanfile.py': 'metadata_file',
}

/** How to rebuild a package from its files, or why that is impossible, as a sentence without a full stop. */
export function recipeOf(row: Package): Recipe | { readonly refusal: string } {
  const refusal = Object.hasOwn(refusals, row.format) ? refusals[row.format] : undefined
  if (refusal !== undefined) return { refusal: `packages of format ${row.format} cannot be carried: ${refusal}` }
  const upload = Object.hasOwn(uploads, row.format) ? uploads[row.format] : undefined
  if (upload === undefined)
    return { refusal: `packages of format ${row.format} cannot be carried: the service has no upload for this format` }
  const listed = row.files.length > 0 ? row.files : [mainFile(row)]
  const files: CarriedFile[] = []
  for (const file of listed.toSorted((a, b) => Number(b.is_primary) - Number(a.is_primary))) {
    const field = file.is_primary ? 'package_file' : fieldOf(row.format, file)
    if (field === undefined) return { refusal: `${file.filename} belongs to it, but no field of an upload accepts it` }
    if (!file.checksum_sha256) return { refusal: 'the service does not report the digest of every file' }
    files.push({ field, filename: file.filename, sha256: file.checksum_sha256.toLowerCase(), size: file.size })
  }
  if (files[0]?.field !== 'package_file') return { refusal: 'the service does not report which of its files is the main one' }
  const fields = Object.entries(upload.fields(row)).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return { fields: Object.fromEntries(fields), files, lost: upload.lost }
}

const mainFile = ({ filename, size, checksum_sha256 }: Package): ListedFile => ({
  filename,
  size,
  checksum_sha256,
  tag: 'pkg',
  is_primary: true,
})

type ListedFile = Pick<PackageFile, 'filename' | 'size' | 'checksum_sha256' | 'tag' | 'is_primary'>

function fieldOf(format: string, { tag, filename }: ListedFile): string | undefined {
  if (format === 'conan') return conanFiles[filename]
  const known = Object.hasOwn(fieldsByTag, tag ?? '') ? fieldsByTag[tag ?? ''] : undefined
  return known ?? (format === 'maven' ? 'extra_files' : undefined)
}
