import { toBytes } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link rawFile}: its content, name and version. */
export interface RawFileOptions {
  /** Text is written as UTF-8. */
  bytes: string | Uint8Array
  /** Default: `file.bin`. */
  filename?: string
  /** The package name. Without one, the service uses the file name. */
  name?: string
  version?: string
  summary?: string
  description?: string
}

/** Builds the upload of a raw file: any bytes, whose name and version only the request states. */
export function rawFile({ bytes, filename = 'file.bin', ...fields }: RawFileOptions): PackageFixture {
  return { format: 'raw', filename, bytes: toBytes(bytes), fields, extra: {} }
}
