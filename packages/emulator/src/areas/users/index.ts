import type { Area } from '../../operation/area.ts'
import * as operations from './operations.ts'

/** Users and their API keys. */
export const users: Area = {
  title: 'users, keys',
  limits: 'the API key is also the password; no second factor',
  operations,
}
