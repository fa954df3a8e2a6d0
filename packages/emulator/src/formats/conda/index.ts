import type { Format } from '../../format/format.ts'
import { readConda } from './read.ts'

/** Conda. */
export const conda: Format = {
  name: 'Conda',
  extensions: ['.conda', '.tar.bz2'],
  backendKind: 24,
  read: readConda,
}
