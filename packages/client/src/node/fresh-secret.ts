import type { FetchLike } from '../transport/deadline.ts'
import type { RenewableSecret } from './renewed-secret.ts'

/**
 * Sends a request of the API once more where the service refuses its key with 401 and `secret` has another: tokens are revoked, and
 * clocks differ. What was refused was not acted on, so this is safe for every method.
 *
 * Uploads to the service's other hosts are not kept for a second time: each follows a call of the API within seconds.
 */
export function withFreshSecret(fetch: FetchLike, secret: RenewableSecret, origin: string): FetchLike {
  return async function refreshing(request) {
    const refused = request.headers.get('X-Api-Key')
    if (refused === null || new URL(request.url).origin !== origin) return fetch(request)
    const again = request.clone()
    const response = await fetch(request)
    if (response.status !== 401) return response
    const fresh = await secret(refused)
    if (fresh === refused) return response
    // Frees the connection. Not awaited: where something else holds a copy of the answer, this would wait for that.
    response.body?.cancel().catch(() => {})
    again.headers.set('X-Api-Key', fresh)
    return fetch(again)
  }
}
