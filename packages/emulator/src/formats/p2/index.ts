import type { Format } from '../../format/format.ts'
import { readP2 } from './read.ts'

/** P2. */
export const p2: Format = {
  name: 'P2',
  extensions: ['.jar', '.zip'],
  backendKind: 23,
  read: readP2,
}
