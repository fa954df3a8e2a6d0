import type { Secret } from '../transport/credentials.ts'
import { expiryOf } from './expiry.ts'

/**
 * How long before its expiry a token is replaced, in milliseconds. The vendor's command line does the same.
 *
 * @see docs/service.md#openid-connect
 */
const margin = 60_000

/** How long to use a token without an expiry time, in milliseconds: 5 minutes. Those of the service last 90 minutes or more. */
const unknownLife = 300_000

/**
 * Keeps a token until 60 seconds before it expires, then gets another. Concurrent requests share one renewal. A failure is not cached: the next
 * request tries again. A refused token that has already been replaced is not replaced again.
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
