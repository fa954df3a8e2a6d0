import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { cranPackage } from './build.ts'
import { readCran } from './read.ts'

/** CRAN. */
export const cran: Format = {
  name: 'CRAN',
  extensions: ['.tar.gz', '.tgz', '.zip'],
  backendKind: 18,
  repeats: ['r_version'],
  read: readCran,
  make: fromSketch(cranPackage),
}
