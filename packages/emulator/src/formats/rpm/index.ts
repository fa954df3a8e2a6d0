import { any } from '../../format/distribution.ts'
import type { Format } from '../../format/format.ts'
import { cache, gpg, upstream } from '../../format/upstream.ts'
import { readRpm } from './read.ts'

/** RedHat. */
export const rpm: Format = {
  name: 'RedHat',
  extensions: ['.rpm'],
  backendKind: 1,
  distributions: {
    el: { name: 'Enterprise Linux', versions: { ...any, 7: '7', 8: '8', 9: '9', 10: '10' } },
    fedora: { name: 'Fedora', versions: { ...any, 41: '41', 42: '42', 43: '43' } },
    amzn: { name: 'Amazon Linux', versions: { ...any, 2: '2', 2023: '2023' } },
  },
  isSource: (filename, architectures) => /\.(?:no)?src\.rpm$/i.test(filename) || architectures.includes('src'),
  supports: { file_lists: true },
  read: readRpm,
  upstream: upstream(cache, [...gpg, 'distro_version', 'include_sources']),
}
