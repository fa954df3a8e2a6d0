import type { NativeReader, NativeSides } from './native/native-reader.ts'
import { pomReader } from './native/pom-reader.ts'

/** Where it stands what packages of a format need. */
export interface ToldBy {
  /** The service's own list of dependencies: one request for each package. */
  readonly list: boolean
  /** Files of the packages, for what that list does not have. */
  readonly files?: (sides: NativeSides) => NativeReader
}

/**
 * The formats of which more or less is to be known than the service's list of dependencies. Files declare nothing. What belongs to an image is told by
 * its registry. Parents and imported BOMs of Maven are no dependencies, and nothing can be installed without them.
 *
 * @see docs/service.md#package-fields
 */
const formats: Readonly<Record<string, ToldBy>> = {
  docker: { list: false },
  generic: { list: false },
  raw: { list: false },
  maven: { list: true, files: pomReader },
}

/** Where to read what packages of a format need. */
export const toldBy = (format: string): ToldBy => (Object.hasOwn(formats, format) && formats[format]) || { list: true }
