import type { Format } from '../../format/format.ts'
import { readHelm } from './read.ts'

/** Helm. */
export const helm: Format = {
  name: 'Helm',
  extensions: ['.tgz'],
  backendKind: 14,
  read: readHelm,
}
