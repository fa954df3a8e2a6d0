import type { Format } from '../../format/format.ts'
import { readSkill } from './read.ts'

/** AI Skills. */
export const skills: Format = {
  name: 'AI Skills',
  extensions: ['.zip', '.tar.gz'],
  namedBy: 'the request, else the file name',
  backendKind: 99,
  read: readSkill,
}
