import type { Format } from '../../format/format.ts'
import { readConan } from './read.ts'

/** Conan. */
export const conan: Format = {
  name: 'Conan',
  extensions: ['.tgz'],
  namedBy: 'the request, else the package',
  backendKind: 15,
  isScannable: true,
  ecosystem: 'ConanCenter',
  repeats: ['conan_channel', 'conan_prefix'],
  read: readConan,
}
