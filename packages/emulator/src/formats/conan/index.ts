import { nullable, required, text } from '../../core/fields.ts'
import type { Format } from '../../format/format.ts'
import { name, version } from '../../format/upload-fields.ts'
import { readConan } from './read.ts'

/** Conan. */
export const conan: Format = {
  name: 'Conan',
  extensions: ['.tgz'],
  backendKind: 15,
  isScannable: true,
  ecosystem: 'ConanCenter',
  read: readConan,
  uploadFields: {
    info_file: required(text({ min: 1 })),
    manifest_file: required(text({ min: 1 })),
    metadata_file: required(text({ min: 1 })),
    conan_channel: nullable(text({ max: 128 })),
    conan_prefix: nullable(text({ max: 128 })),
    name,
    version,
  },
}
