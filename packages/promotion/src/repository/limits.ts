/** Packages in a bulk request, at most. @see docs/service.md#bulk */
export const bulkSize = 100

/** Milliseconds in which lists may not show yet what was just done. @see docs/service.md#read-after-write */
export const listLag = 60_000

/** Requests under way at once: more would only wait for the rate limit. */
export const requestsAtOnce = 8

/**
 * Characters of a query as it stands in an address, at most. What the service takes is not known; common servers take addresses of 8 kB.
 * Where it refuses a length, half of it is tried.
 *
 * @see docs/service.md#search
 */
export const queryLength = 6_000

/** Milliseconds in which the service begins to scan what arrived; after that it holds an earlier scan to be good enough. */
export const scanGrace = 120_000

/** How often a failed synchronisation is repeated, and a package that does not show is sent, before giving up. As the vendor's command line does. */
export const attempts = 3
