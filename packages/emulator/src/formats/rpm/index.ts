import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { rpmPackage } from './build.ts'
import { rpmDistributions } from './distributions.ts'
import { readRpm } from './read.ts'

/** RedHat. */
export const rpm: Format = {
  name: 'RedHat',
  extensions: ['.rpm'],
  backendKind: 1,
  distributions: rpmDistributions,
  isSource: (filename, architectures) => /\.(?:no)?src\.rpm$/i.test(filename) || architectures.includes('src'),
  supports: { file_lists: true },
  read: readRpm,
  make: fromSketch(rpmPackage),
}
