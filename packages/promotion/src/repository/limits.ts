/** Packages per bulk request, at most. @see docs/service.md#bulk */
export const bulkSize = 100

/** Milliseconds for which lists may not yet show a change. @see docs/service.md#read-after-write */
export const listLag = 60_000

/** Concurrent requests, at most: more would only wait for the rate limit. */
export const requestsAtOnce = 8

/**
 * Length of a URL-encoded query in characters, at most. The service's limit is not documented; common servers accept URLs of 8 kB. If the
 * service refuses a length, half of it is tried.
 *
 * @see docs/service.md#search
 */
export const queryLength = 6_000

/** Milliseconds within which the service begins to scan a package that has arrived. After that it relies on an earlier scan. */
export const scanGrace = 120_000

/**
 * How often a failed synchronisation is retried, or a package that does not appear is sent, before giving up. The same as in the vendor's
 * command line.
 */
export const attempts = 3
