import type { Format } from '../../format/format.ts'
import { cache, upstream } from '../../format/upstream.ts'
import { readConda } from './read.ts'

/** Conda. */
export const conda: Format = {
  name: 'Conda',
  extensions: ['.conda', '.tar.bz2'],
  backendKind: 24,
  read: readConda,
  upstream: upstream(cache),
}
