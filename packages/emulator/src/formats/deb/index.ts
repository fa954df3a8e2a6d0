import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { debPackage } from './build.ts'
import { debDistributions } from './distributions.ts'
import { debNative } from './native/index.ts'
import { readDeb } from './read.ts'

/** Debian. */
export const deb: Format = {
  name: 'Debian',
  extensions: ['.deb', '.dsc', '.udeb'],
  backendKind: 0,
  hasNoLicense: true,
  distributions: debDistributions,
  fileTags: { sources_file: 'sources', changes_file: 'changes' },
  isSource: (filename) => /\.dsc$/i.test(filename),
  supports: { dependencies: true, file_lists: true },
  read: readDeb,
  native: debNative,
  make: fromSketch(debPackage),
}
