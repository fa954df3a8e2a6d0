import type { UploadedFile } from './types.ts'

/**
 * A real package file in memory, with what an upload of it needs. The same input gives the same bytes, on every machine.
 */
export interface PackageFixture extends UploadedFile {
  /** The format as in the upload path, for example `npm`. */
  format: string
  /** The fields that the request to create the package needs beside its files. */
  fields: Record<string, unknown>
  /** Further files by their request field, for example `pom_file`. */
  extra: Record<string, UploadedFile>
}

/** Files to put into a package, by path; text is written as UTF-8. Other contents give the package another checksum. */
export type FixtureFiles = Readonly<Record<string, string | Uint8Array>>

/** What most builders have in common; what is left out is left out of the package too. */
export interface PackageOptions {
  name: string
  version: string
  /** As the format writes licences, mostly an SPDX expression. */
  license?: string
  /** One line. */
  description?: string
  /** Further files, by path inside the package. */
  files?: FixtureFiles
}

/** An upload of one file that needs nothing but the file. */
export function plainFixture(format: string, filename: string, bytes: Uint8Array): PackageFixture {
  return { format, filename, bytes, fields: {}, extra: {} }
}

/** The same files, in a folder. */
export function inFolder(folder: string, files: FixtureFiles): FixtureFiles {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]))
}
