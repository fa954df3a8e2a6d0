import type { Format } from '../../format/format.ts'
import { readCocoapods } from './read.ts'

/** CocoaPods. */
export const cocoapods: Format = {
  name: 'CocoaPods',
  extensions: ['.zip', '.tar.gz'],
  backendKind: 21,
  read: readCocoapods,
}
