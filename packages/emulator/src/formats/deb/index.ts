import type { Format } from '../../format/format.ts'
import { debDistributions } from './distributions.ts'
import { readDeb } from './read.ts'

/** Debian. */
export const deb: Format = {
  name: 'Debian',
  extensions: ['.deb', '.dsc', '.udeb'],
  backendKind: 0,
  hasNoLicense: true,
  distributions: debDistributions,
  isSource: (filename) => /\.dsc$/i.test(filename),
  supports: { dependencies: true, file_lists: true },
  read: readDeb,
}
