import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'

/** P2. */
export const p2: Format = {
  name: 'P2',
  extensions: ['.jar', '.zip'],
  backendKind: 23,
  read: readByFileName,
}
