import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { pythonWheel } from './build.ts'
import { pythonNative } from './native/index.ts'
import { normalName } from './normal-name.ts'
import { readPython } from './read.ts'

/** Python. */
export const python: Format = {
  name: 'Python',
  extensions: ['.whl', '.tar.gz', '.egg', '.zip'],
  backendKind: 3,
  isScannable: true,
  ecosystem: 'PyPI',
  advisoryName: normalName,
  read: readPython,
  native: pythonNative,
  make: fromSketch(pythonWheel),
}
