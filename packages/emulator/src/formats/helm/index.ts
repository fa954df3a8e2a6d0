import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { helmChart } from './build.ts'
import { helmNative } from './native/index.ts'
import { readHelm } from './read.ts'

/** Helm. */
export const helm: Format = {
  name: 'Helm',
  extensions: ['.tgz'],
  backendKind: 14,
  fileTags: { provenance_file: 'provenance' },
  read: readHelm,
  native: helmNative,
  make: fromSketch(helmChart),
}
