import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'
import { auditOf } from './records.ts'

/** The log of changes. */
export const audit: Area = {
  title: 'audit log',
  limits: 'event names are derived from the operations; reads are not logged',
  operations,
  parts: [auditOf],
}
