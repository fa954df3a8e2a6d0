import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'

/** AI Skills. */
export const skills: Format = {
  name: 'AI Skills',
  extensions: ['.zip', '.tar.gz'],
  backendKind: 99,
  read: readByFileName,
}
