/** The response of a raw client: `data`, or `error` if the service refused the request. */
export interface RawAnswer {
  /** The parsed body of a success response. */
  readonly data?: unknown
  /** The parsed body of an error response. */
  readonly error?: unknown
  readonly response: Response
}

/** The only method that a mirror uses: it only reads. */
interface RawReader {
  readonly GET: (path: never, init: never) => Promise<RawAnswer>
}

/**
 * The client that a mirror needs. A `Cloudsmith` of `@cloudsmith-sdk/client` is one, with its credentials, retries and pacing. It is described by its
 * shape, so that the emulator does not depend on the client.
 */
export interface MirrorClient {
  readonly v1: RawReader
  readonly v2: RawReader
  /** The clock of the client. Default: this machine's. */
  readonly clock?: { now(): number }
}
