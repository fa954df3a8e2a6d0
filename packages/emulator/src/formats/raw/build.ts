import { toBytes } from '../../format/archive-writers.ts'
import type { PackageFixture } from '../../format/package-fixture.ts'

/** What {@link rawFile} uploads, and under which name and version. */
export interface RawFileOptions {
  /** Text is written as UTF-8. */
  bytes: string | Uint8Array
  /** `file.bin` unless said otherwise. */
  filename?: string
  /** The package's name; without one the service calls it by its file name. */
  name?: string
  version?: string
  summary?: string
  description?: string
}

/** Makes an upload of a raw file: any bytes, named by the request alone. */
export function rawFile({ bytes, filename = 'file.bin', ...fields }: RawFileOptions): PackageFixture {
  return { format: 'raw', filename, bytes: toBytes(bytes), fields, extra: {} }
}
