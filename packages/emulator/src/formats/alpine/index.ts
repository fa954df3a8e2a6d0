import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { alpinePackage } from './build.ts'
import { alpineDistributions } from './distributions.ts'
import { readAlpine } from './read.ts'

/** Alpine. */
export const alpine: Format = {
  name: 'Alpine',
  extensions: ['.apk'],
  backendKind: 13,
  distributions: alpineDistributions,
  read: readAlpine,
  make: fromSketch(alpinePackage),
}
