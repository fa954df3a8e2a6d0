import type { Area } from '../../operation/area.ts'
import { resumeDeletions } from './delete.ts'
import * as operations from './operations.ts'
import * as privileges from './privileges.ts'
import * as regions from './region-operations.ts'

/** Repositories with their settings, privileges and regions. */
export const repositories: Area = {
  title: 'repositories, privileges, regions',
  operations: [operations, privileges, regions],
  resume: resumeDeletions,
}
