import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { hexPackage } from './build.ts'
import { readHex } from './read.ts'

/** Hex. */
export const hex: Format = {
  name: 'Hex',
  extensions: ['.tar'],
  backendKind: 25,
  isScannable: true,
  ecosystem: 'Hex',
  read: readHex,
  make: fromSketch(hexPackage),
}
