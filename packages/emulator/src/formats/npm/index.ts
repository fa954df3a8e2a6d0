import type { Format } from '../../format/format.ts'
import { cache, password, upstream } from '../../format/upstream.ts'
import { readNpm } from './read.ts'

/** npm. */
export const npm: Format = {
  name: 'npm',
  extensions: ['.tgz'],
  backendKind: 9,
  isScannable: true,
  ecosystem: 'npm',
  read: readNpm,
  upstream: upstream(cache, ['trust_level'], [...password, 'Token']),
}
