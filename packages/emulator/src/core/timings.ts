/** What nothing takes longer than, in seconds: a century. Clocks and states end with the dates that JavaScript knows. */
export const longestSeconds = 100 * 365 * 24 * 60 * 60

/** How long things take, in milliseconds of the emulator's clock. */
export interface Timings {
  /** From the request to the start of a synchronisation. */
  queue: number
  /** Each stage of a synchronisation, of which an upload has seven and a copy five. */
  stage: number
  /** From the end of a synchronisation to the start of the vulnerability scan. */
  scanDelay: number
  /** A vulnerability scan. */
  scan: number
  /** From the request to delete a package until it is gone. */
  deletion: number
  /** From the request to delete a repository until it is gone; the service may take 20 minutes. */
  repositoryDeletion: number
  /** Running a policy over packages that are already there. */
  evaluation: number
  /** Waits before a webhook that was not answered with a success is tried again. How the service does it is not known. */
  webhookRetries: readonly number[]
  /** A webhook's receiver has this long, in real milliseconds: at least one, and no more than the 25 days that timers can count. */
  webhookTimeout: number
  /** An upstream has this long for each answer, in real milliseconds, with the same bounds. */
  upstreamTimeout: number
}

/** Durations of the size that is seen at the service. */
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
