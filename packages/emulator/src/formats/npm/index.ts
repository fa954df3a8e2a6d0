import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { npmPackage } from './build.ts'
import { npmNative } from './native/index.ts'
import { readNpm } from './read.ts'

/** npm. */
export const npm: Format = {
  name: 'npm',
  extensions: ['.tgz'],
  backendKind: 9,
  isScannable: true,
  ecosystem: 'npm',
  read: readNpm,
  fileTag: ({ fields }) => fields.npm_dist_tag,
  native: npmNative,
  make: fromSketch(npmPackage),
}
