import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** Badges that show the version of a package. */
export const badges: Area = {
  title: 'badges',
  limits: 'no images; badge tokens are entitlement tokens',
  operations,
}
