import type { Area } from '../../operation/area.ts'
import { resumeDeletions } from '../../package/delete.ts'
import * as bulk from './bulk.ts'
import * as operations from './operations.ts'

/** Packages: lists of them, and what is done with one or with many. */
export const packages: Area = {
  title: 'packages',
  operations: [operations, bulk],
  resume: resumeDeletions,
}
