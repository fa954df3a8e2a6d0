import { required, text } from '../../core/fields.ts'
import type { Format } from '../../format/format.ts'
import { readVagrant } from './read.ts'

/** Vagrant. */
export const vagrant: Format = {
  name: 'Vagrant',
  extensions: ['.box'],
  backendKind: 11,
  hasNoLicense: true,
  read: readVagrant,
  uploadFields: {
    name: required(text({ max: 200 })),
    provider: required(text({ min: 1 })),
    version: required(text({ max: 255 })),
  },
}
