import type { Format } from '../../format/format.ts'
import { readNpm } from './read.ts'

/** npm. */
export const npm: Format = {
  name: 'npm',
  extensions: ['.tgz'],
  backendKind: 9,
  isScannable: true,
  ecosystem: 'npm',
  read: readNpm,
}
