import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** Users by themselves: who they are, and their keys. */
export const users: Area = {
  title: 'users, keys',
  limits: 'passwords are keys; no second factor',
  operations,
}
