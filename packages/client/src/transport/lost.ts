import { ApiError, ServerError } from '../errors/api.ts'
import { ConnectionError, RedirectError } from '../errors/transport.ts'
import { wasRefused } from './wait-to-retry.ts'

/** Whether nobody knows if the service has acted on a request that ended like this. */
export function isLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return !(error instanceof RedirectError) && !wasRefused(error)
  return error instanceof ServerError || (error instanceof ApiError && error.status === 408)
}
