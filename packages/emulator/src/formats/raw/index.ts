import { nullable, text } from '../../core/fields.ts'
import { readByRequest } from '../../format/by-request.ts'
import type { Format } from '../../format/format.ts'
import { line, name, version } from '../../format/upload-fields.ts'

/** Raw. */
export const raw: Format = {
  name: 'Raw',
  extensions: [],
  backendKind: 7,
  supports: { metadata: false, versioning: false },
  read: readByRequest,
  uploadFields: {
    content_type: nullable(text({ max: 64 })),
    name,
    version,
    summary: line,
    description: nullable(text({ max: 12_288 })),
  },
}
