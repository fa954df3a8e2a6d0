import type { Format } from '../../format/format.ts'
import { readCran } from './read.ts'

/** CRAN. */
export const cran: Format = {
  name: 'CRAN',
  extensions: ['.tar.gz', '.tgz', '.zip'],
  backendKind: 18,
  read: readCran,
}
