import type { Secret } from '../transport/credentials.ts'
import { expiryOf } from './expiry.ts'

/**
 * A token is replaced so long before it expires, in milliseconds. The vendor's command line does the same.
 *
 * @see docs/service.md#openid-connect
 */
const margin = 60_000

/** How long a token is used that does not say when it expires, in milliseconds: 5 minutes. The service's own last 90 or more. */
const unknownLife = 300_000

/**
 * Keeps a token until 60 seconds before it expires, then gets another. However many ask at once, it is got once; a failure is kept for
 * nobody, the next to ask tries again. A refused token that has been replaced since is not replaced again.
 */
export function renewedSecret(renew: () => Promise<string>, now: () => number): Exclude<Secret, string> {
  let current: { readonly token: string; readonly freshUntil: number } | undefined
  let pending: Promise<string> | undefined

  async function replace(): Promise<string> {
    const token = await renew()
    const expiry = expiryOf(token)
    current = { token, freshUntil: expiry === undefined ? now() + unknownLife : expiry - margin }
    return token
  }

  return function reveal(refused) {
    if (pending !== undefined) return pending
    if (current !== undefined && current.token !== refused && now() < current.freshUntil) return current.token
    pending = replace().finally(() => {
      pending = undefined
    })
    return pending
  }
}
