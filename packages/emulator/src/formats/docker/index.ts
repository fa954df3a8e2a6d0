import type { Format } from '../../format/format.ts'
import { dockerNative } from './native/index.ts'
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
  native: dockerNative,
  fileTag: ({ facts }) => facts?.identifiers.docker_tag?.split(' '),
}
