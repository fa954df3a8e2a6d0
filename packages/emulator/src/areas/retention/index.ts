import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'
import { retentionOf } from './records.ts'

/** Rules for how long packages are kept. */
export const retention: Area = {
  title: 'retention',
  operations,
  parts: [retentionOf],
}
