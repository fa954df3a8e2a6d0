import type { Format } from '../../format/format.ts'
import { readSkill } from './read.ts'

/** AI Skills. */
export const skills: Format = {
  name: 'AI Skills',
  extensions: ['.zip', '.tar.gz'],
  backendKind: 99,
  read: readSkill,
}
