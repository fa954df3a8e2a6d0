import type { Format } from '../../format/format.ts'
import { identifier } from '../../format/upload-fields.ts'
import { cache, upstream } from '../../format/upstream.ts'
import { readHelm } from './read.ts'

/** Helm. */
export const helm: Format = {
  name: 'Helm',
  extensions: ['.tgz'],
  backendKind: 14,
  read: readHelm,
  uploadFields: { provenance_file: identifier },
  upstream: upstream(cache),
}
