/** A quota for the retries of a client. */
export interface RetryQuota {
  /** Pays for one retry; false if too little is left. */
  take(): boolean
  /** Refills part of the quota after a successful call. */
  give(): void
}

/** Tokens of a new client, which is also the maximum. AWS's SDKs use the same numbers. */
export const fullQuota = 500

/** Tokens that one retry costs. */
export const retryCost = 5

/**
 * A quota of 500 tokens, shared by all calls of a client. A retry costs 5 and a successful call returns 1, which allows 100 retries in a row, and
 * after that one for every 5 successes. A retry after a wait that the service itself asked for costs nothing, because that already spreads the load.
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
