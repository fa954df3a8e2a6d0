import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { dartPackage } from './build.ts'
import { readDart } from './read.ts'

/** Dart. */
export const dart: Format = {
  name: 'Dart',
  extensions: ['.tar.gz'],
  backendKind: 20,
  isScannable: true,
  ecosystem: 'Pub',
  read: readDart,
  make: fromSketch(dartPackage),
}
