/** What the retries of a client may still cost. */
export interface RetryQuota {
  /** Pays for one retry; false where too little is left. */
  take(): boolean
  /** A call succeeded: some of it comes back. */
  give(): void
}

/** Tokens of a new client, and the most that it ever has. The same numbers as AWS's SDKs use. */
export const fullQuota = 500

/** Tokens that one retry costs. */
export const retryCost = 5

/**
 * A budget of 500 tokens that all calls of a client share. A retry costs 5, a call that succeeds gives 1 back: so 100 retries in a row,
 * then one for each 5 successes. A wait that the service itself asked for costs nothing, because it already spreads the load.
 */
export function createRetryQuota(): RetryQuota {
  let left = fullQuota
  return {
    take() {
      if (left < retryCost) return false
      left -= retryCost
      return true
    },
    give() {
      left = Math.min(fullQuota, left + 1)
    },
  }
}
