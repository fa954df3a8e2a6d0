import type { Format } from '../../format/format.ts'
import { cache, password, upstream } from '../../format/upstream.ts'
import { readDocker } from './read.ts'

/** Docker. */
export const docker: Format = {
  name: 'Docker',
  extensions: [],
  backendKind: 6,
  isScannable: true,
  hasNoLicense: true,
  typeDisplay: 'image',
  hasOwnRegistry: true,
  read: readDocker,
  upstream: {
    ...upstream(cache, ['auth_certificate', 'auth_certificate_key'], [...password, 'Certificate and Key']),
    hasIndex: false,
  },
}
