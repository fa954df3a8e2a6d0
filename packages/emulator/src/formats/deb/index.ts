import type { Format } from '../../format/format.ts'
import { cache, gpg, upstream } from '../../format/upstream.ts'
import { debDistributions } from './distributions.ts'
import { readDeb } from './read.ts'

/** Debian. */
export const deb: Format = {
  name: 'Debian',
  extensions: ['.deb', '.dsc', '.udeb'],
  backendKind: 0,
  hasNoLicense: true,
  distributions: debDistributions,
  isSource: (filename) => /\.dsc$/i.test(filename),
  supports: { dependencies: true, file_lists: true },
  read: readDeb,
  upstream: upstream(cache, [...gpg, 'distro_versions', 'component', 'upstream_distribution', 'include_sources']),
}
