import { any } from '../../format/distribution.ts'
import type { Format } from '../../format/format.ts'
import { cache, upstream } from '../../format/upstream.ts'
import { readAlpine } from './read.ts'

/** Alpine. */
export const alpine: Format = {
  name: 'Alpine',
  extensions: ['.apk'],
  backendKind: 13,
  distributions: {
    alpine: {
      name: 'Alpine Linux',
      versions: { ...any, 'v3.18': 'v3.18', 'v3.19': 'v3.19', 'v3.20': 'v3.20', 'v3.21': 'v3.21', 'v3.22': 'v3.22' },
    },
    wolfi: { name: 'Wolfi', versions: any },
  },
  read: readAlpine,
  upstream: upstream(cache, ['rsa_key_url', 'rsa_verification']),
}
