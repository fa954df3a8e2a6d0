import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { goModule } from './build.ts'
import { goNative } from './native/index.ts'
import { readGo } from './read.ts'

/** Go. */
export const go: Format = {
  name: 'Go',
  extensions: ['.zip'],
  backendKind: 19,
  isScannable: true,
  ecosystem: 'Go',
  read: readGo,
  native: goNative,
  make: fromSketch(goModule),
}
