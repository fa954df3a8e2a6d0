import type { Area } from '../../operation/area.ts'
import { resumeSync } from './synchronise.ts'

/** What happens to a package between its upload and its availability. */
export const synchronisation: Area = {
  title: 'synchronisation',
  resume: resumeSync,
}
