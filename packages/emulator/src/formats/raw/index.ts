import { readByRequest } from '../../format/by-request.ts'
import type { Format } from '../../format/format.ts'

/** Raw. */
export const raw: Format = {
  name: 'Raw',
  extensions: [],
  backendKind: 7,
  supports: { metadata: false, versioning: false },
  read: readByRequest,
}
