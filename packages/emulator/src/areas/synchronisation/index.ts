import type { Area } from '../../operation/area.ts'
import { resumeSync } from './synchronise.ts'

/** What becomes of a package between its request and its place in the repository. */
export const synchronisation: Area = {
  title: 'synchronisation',
  resume: resumeSync,
}
