import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'
import { geoipOf } from './records.ts'

/** Rules about the addresses from which repositories may be used. */
export const geoip: Area = {
  title: 'rules about addresses',
  limits: 'nobody is turned away; countries decide nothing',
  operations,
  parts: [geoipOf],
}
