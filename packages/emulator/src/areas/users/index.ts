import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** Users by themselves: who they are, and their keys. */
export const users: Area = {
  title: 'users, keys',
  limits: 'the API key is also the password; no second factor',
  operations,
}
