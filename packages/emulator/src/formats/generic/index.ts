import type { Format } from '../../format/format.ts'
import { genericNative } from './native/index.ts'
import { readGeneric } from './read.ts'

/** Generic. */
export const generic: Format = {
  name: 'Generic',
  extensions: [],
  namedBy: 'the request, else the path',
  backendKind: 28,
  pathField: 'filepath',
  supports: { filepaths: true, metadata: false },
  read: readGeneric,
  native: genericNative,
}
