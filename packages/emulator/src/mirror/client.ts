/** What a raw client answers: `data`, or `error` where the service refused. */
export interface RawAnswer {
  readonly data?: unknown
  readonly error?: unknown
  readonly response: Response
}

/** The one thing that a mirror does with a service: it reads. */
interface RawReader {
  readonly GET: (path: never, init: never) => Promise<RawAnswer>
}

/**
 * What a mirror needs of a client: a `Cloudsmith` of `@cloudsmith-sdk/client` is one, with its credentials, retries and pace. Told by its
 * shape, so that the emulator depends on no client.
 */
export interface MirrorClient {
  readonly v1: RawReader
  readonly v2: RawReader
  /** The time that the client goes by; that of this machine unless it has one. */
  readonly clock?: { now(): number }
}
