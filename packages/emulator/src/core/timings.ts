/** The longest duration, in seconds: a century. Clocks and states end with the dates that JavaScript supports. */
export const longestSeconds = 100 * 365 * 24 * 60 * 60

/** How long things take, in milliseconds of the emulator's clock. */
export interface Timings {
  /** From the request until a synchronisation starts. */
  queue: number
  /** Each stage of a synchronisation. An upload has seven stages, a copy five. */
  stage: number
  /** From the end of a synchronisation until the vulnerability scan starts. */
  scanDelay: number
  /** The vulnerability scan. */
  scan: number
  /** From the request to delete a package until it is gone. */
  deletion: number
  /** From the request to delete a repository until it is gone. The service may take 20 minutes. */
  repositoryDeletion: number
  /** The evaluation of a policy over existing packages. */
  evaluation: number
  /** The waits before a webhook is sent again that was not answered with a success status. How the service does it is not known. */
  webhookRetries: readonly number[]
  /** How long a webhook's receiver may take to respond, in real milliseconds: at least 1, at most the 25 days that timers support. */
  webhookTimeout: number
  /** How long an upstream may take for each response, in real milliseconds, with the same bounds. */
  upstreamTimeout: number
}

/** Durations of the order that the service shows. */
export const defaultTimings: Timings = {
  queue: 500,
  stage: 700,
  scanDelay: 20_000,
  scan: 40_000,
  deletion: 2_000,
  repositoryDeletion: 5_000,
  evaluation: 1_000,
  webhookRetries: [30_000, 300_000, 3_600_000],
  webhookTimeout: 10_000,
  upstreamTimeout: 30_000,
}
