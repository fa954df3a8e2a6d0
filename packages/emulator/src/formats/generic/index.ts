import { required, text } from '../../core/fields.ts'
import type { Format } from '../../format/format.ts'
import { name, version } from '../../format/upload-fields.ts'
import { cache, password, upstream } from '../../format/upstream.ts'
import { readGeneric } from './read.ts'

/** Generic. */
export const generic: Format = {
  name: 'Generic',
  extensions: [],
  backendKind: 28,
  pathField: 'filepath',
  supports: { filepaths: true, metadata: false },
  read: readGeneric,
  uploadFields: { filepath: required(text({ min: 1, max: 2083 })), name, version },
  upstream: upstream(cache, ['upstream_prefix'], [...password, 'Token']),
}
