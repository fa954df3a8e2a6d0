import { nullable, text } from '../../core/fields.ts'
import type { Format } from '../../format/format.ts'
import { cache, upstream } from '../../format/upstream.ts'
import { readCran } from './read.ts'

/** CRAN. */
export const cran: Format = {
  name: 'CRAN',
  extensions: ['.tar.gz', '.tgz', '.zip'],
  backendKind: 18,
  read: readCran,
  uploadFields: { architecture: text({ min: 1 }), r_version: nullable(text({ max: 16 })) },
  upstream: upstream(cache),
}
