import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** Workspaces themselves. */
export const workspaces: Area = {
  title: 'workspaces',
  limits: 'set by the options',
  operations,
}
