import type { Format } from '../../format/format.ts'
import { cache, gpg, upstream } from '../../format/upstream.ts'
import { readMaven } from './read.ts'

/** Maven. */
export const maven: Format = {
  name: 'Maven',
  extensions: ['.jar', '.war', '.ear', '.aar', '.pom'],
  backendKind: 4,
  isScannable: true,
  ecosystem: 'Maven',
  read: readMaven,
  upstream: upstream(cache, [...gpg, 'trust_level']),
}
