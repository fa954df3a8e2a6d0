/** How the file is sent: by fetch alone; likewise, where it need keep no copy; in parts; whole; from a stream in parts. */
export const ways = ['bare', 'lean', 'parts', 'put', 'stream'] as const

/** One of them. */
export type Way = (typeof ways)[number]

/** What sending it took. */
export interface Sent {
  readonly seconds: number
  /** Most memory that the process had, MiB, all of Node included. */
  readonly peakMB: number
  /** How much more than before it began to send, MiB. */
  readonly growthMB: number
}
