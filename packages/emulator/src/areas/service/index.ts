import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** The service itself: whether it is well, what callers may ask, and the formats and distributions that it knows. */
export const service: Area = {
  title: 'formats, distributions, regions, limits, status',
  operations,
}
