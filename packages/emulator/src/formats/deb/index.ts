import { any } from '../../format/distribution.ts'
import type { Format } from '../../format/format.ts'
import { cache, gpg, upstream } from '../../format/upstream.ts'
import { readDeb } from './read.ts'

/** Debian. */
export const deb: Format = {
  name: 'Debian',
  extensions: ['.deb', '.dsc', '.udeb'],
  backendKind: 0,
  hasNoLicense: true,
  distributions: {
    'any-distro': { name: 'Any Distribution', versions: any },
    debian: {
      name: 'Debian',
      versions: { ...any, buster: '10 Buster', bullseye: '11 Bullseye', bookworm: '12 Bookworm', trixie: '13 Trixie' },
    },
    ubuntu: {
      name: 'Ubuntu',
      versions: {
        ...any,
        xenial: '16.04 Xenial',
        bionic: '18.04 Bionic',
        focal: '20.04 Focal',
        jammy: '22.04 Jammy',
        noble: '24.04 Noble',
      },
    },
  },
  fileTags: { sources_file: 'sources', changes_file: 'changes' },
  isSource: (filename) => /\.dsc$/i.test(filename),
  supports: { dependencies: true, file_lists: true },
  read: readDeb,
  upstream: upstream(cache, [...gpg, 'distro_versions', 'component', 'upstream_distribution', 'include_sources']),
}
