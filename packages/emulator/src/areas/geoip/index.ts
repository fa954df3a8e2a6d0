import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'
import { geoipOf } from './records.ts'

/** Rules for the addresses and countries from which repositories may be used. */
export const geoip: Area = {
  title: 'IP and geo rules',
  limits: 'stored but not enforced',
  operations,
  parts: [geoipOf],
}
