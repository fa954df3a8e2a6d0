import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { composerPackage } from './build.ts'
import { readComposer } from './read.ts'

/** Composer. */
export const composer: Format = {
  name: 'Composer',
  extensions: ['.zip'],
  backendKind: 12,
  isScannable: true,
  ecosystem: 'Packagist',
  advisoryName: (name) => name.toLowerCase(),
  read: readComposer,
  make: fromSketch(composerPackage),
}
