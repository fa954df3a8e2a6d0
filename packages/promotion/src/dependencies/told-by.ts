import type { NativeReader, NativeSides } from './native/native-reader.ts'
import { pomReader } from './native/pom-reader.ts'

/** Where the dependencies of a format are declared. */
export interface ToldBy {
  /** Whether the service lists dependencies, at one request for each package. */
  readonly list: boolean
  /** Reads dependencies that the list lacks from files of the packages. */
  readonly files?: (sides: NativeSides) => NativeReader
}

/**
 * The formats whose dependencies are not just those that the service lists. Raw and generic packages declare none. The parts of a Docker image are
 * known to its registry. The parents and imported BOMs of a Maven package are not listed as dependencies, yet nothing can be installed without them.
 *
 * @see docs/service.md#package-fields
 */
const formats: Readonly<Record<string, ToldBy>> = {
  docker: { list: false },
  generic: { list: false },
  raw: { list: false },
  maven: { list: true, files: pomReader },
}

/** Where the dependencies of a format are declared. */
export const toldBy = (format: string): ToldBy => (Object.hasOwn(formats, format) && formats[format]) || { list: true }
