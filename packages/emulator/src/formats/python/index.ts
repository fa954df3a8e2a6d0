import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { pythonWheel } from './build.ts'
import { readPython } from './read.ts'

/** Python. */
export const python: Format = {
  name: 'Python',
  extensions: ['.whl', '.tar.gz', '.egg', '.zip'],
  backendKind: 3,
  isScannable: true,
  ecosystem: 'PyPI',
  // @see https://peps.python.org/pep-0503/#normalized-names
  advisoryName: (name) => name.toLowerCase().replaceAll(/[-_.]+/g, '-'),
  read: readPython,
  make: fromSketch(pythonWheel),
}
