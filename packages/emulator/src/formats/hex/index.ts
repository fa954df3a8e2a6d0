import type { Format } from '../../format/format.ts'
import { readHex } from './read.ts'

/** Hex. */
export const hex: Format = {
  name: 'Hex',
  extensions: ['.tar'],
  backendKind: 25,
  isScannable: true,
  ecosystem: 'Hex',
  read: readHex,
}
