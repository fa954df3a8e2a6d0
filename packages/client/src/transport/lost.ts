import { ApiError, ServerError } from '../errors/api.ts'
import { ConnectionError, RedirectError } from '../errors/transport.ts'
import { wasRefused } from './wait-to-retry.ts'

/** Whether, after this error, it is unknown if the request took effect. */
export function isLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return !(error instanceof RedirectError) && !wasRefused(error)
  return error instanceof ServerError || (error instanceof ApiError && error.status === 408)
}
