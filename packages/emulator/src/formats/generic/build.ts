import { toBytes } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link genericFile}: its content and its path. */
export interface GenericFileOptions {
  /** Text is written as UTF-8. */
  bytes: string | Uint8Array
  /** The full path in the repository, which ends with the file name: it alone identifies generic packages. */
  filepath: string
  /** The package name. Default: the last part of the path. */
  name?: string
  version?: string
}

/** Builds the upload of a generic file: any bytes, at any path. */
export function genericFile({ bytes, ...fields }: GenericFileOptions): PackageFixture {
  const filename = fields.filepath.split('/').at(-1) ?? ''
  return { format: 'generic', filename, bytes: toBytes(bytes), fields, extra: {} }
}
