import type { Area } from '../../operation/area.ts'
import { resumeDeletions } from '../../package/delete.ts'
import * as bulk from './bulk.ts'
import * as operations from './operations.ts'

/** Packages: lists, and actions on one or many packages. */
export const packages: Area = {
  title: 'packages',
  operations: [operations, bulk],
  resume: resumeDeletions,
}
