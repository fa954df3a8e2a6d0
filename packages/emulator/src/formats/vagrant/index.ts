import type { Format } from '../../format/format.ts'
import { readVagrant } from './read.ts'

/** Vagrant. */
export const vagrant: Format = {
  name: 'Vagrant',
  extensions: ['.box'],
  namedBy: 'the request',
  backendKind: 11,
  hasNoLicense: true,
  repeats: ['provider'],
  read: readVagrant,
}
