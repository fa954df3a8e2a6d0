import type { Format } from '../../format/format.ts'
import { readMaven } from './read.ts'

/** Maven. */
export const maven: Format = {
  name: 'Maven',
  extensions: ['.jar', '.war', '.ear', '.aar', '.pom'],
  backendKind: 4,
  isScannable: true,
  ecosystem: 'Maven',
  read: readMaven,
}
