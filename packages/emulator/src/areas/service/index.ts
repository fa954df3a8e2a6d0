import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** The service itself: its status and rate limits, and its formats and distributions. */
export const service: Area = {
  title: 'formats, distributions, regions, limits, status',
  operations,
}
