import { toBytes } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'

/** What {@link genericFile} uploads, and where it goes. */
export interface GenericFileOptions {
  /** Text is written as UTF-8. */
  bytes: string | Uint8Array
  /** The whole path in the repository, which ends with the file's name: nothing else tells generic packages apart. */
  filepath: string
  name?: string
  version?: string
}

/** Makes an upload of a generic file: any bytes, at a path of one's choice. */
export function genericFile({ bytes, ...fields }: GenericFileOptions): PackageFixture {
  const filename = fields.filepath.split('/').at(-1) ?? ''
  return { format: 'generic', filename, bytes: toBytes(bytes), fields, extra: {} }
}
