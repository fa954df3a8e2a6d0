import type { UploadedFile } from './types.ts'

/** A real package file in memory, with everything that its upload needs. The same input gives the same bytes on every machine. */
export interface PackageFixture extends UploadedFile {
  /** The format as in upload paths, for example `npm`. */
  format: string
  /** Fields that the request to create the package needs in addition to its files. */
  fields: Record<string, unknown>
  /** Further files by request field, for example `pom_file`. */
  extra: Record<string, UploadedFile>
}

/** Files to put into a package, by path; text is written as UTF-8. Different contents give the package another checksum. */
export type FixtureFiles = Readonly<Record<string, string | Uint8Array>>

/** Options of most builders. Anything left out is also missing from the package. */
export interface PackageOptions {
  name: string
  version: string
  /** In the format's notation, usually an SPDX expression. */
  license?: string
  /** A single line. */
  description?: string
  /** Further files, by path inside the package. */
  files?: FixtureFiles
}

/** An upload that needs nothing but one file. */
export function plainFixture(format: string, filename: string, bytes: Uint8Array): PackageFixture {
  return { format, filename, bytes, fields: {}, extra: {} }
}

/** The same files, in a folder. */
export function inFolder(folder: string, files: FixtureFiles): FixtureFiles {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]))
}
