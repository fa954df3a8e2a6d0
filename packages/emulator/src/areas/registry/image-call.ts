import type { Incoming } from '../../core/incoming.ts'
import type { World } from '../../world/world.ts'
import type { Reader } from '../downloads/admit.ts'
import type { Route } from './route.ts'

/** A request about an image, from a caller who is permitted to send it. */
export interface ImageCall {
  readonly world: World
  readonly reader: Reader
  readonly request: Incoming
  readonly query: URLSearchParams
  readonly route: Route
  /** URL path of the image as requested, without a trailing slash: links in responses start with it. */
  readonly address: string
  /** How many emulators have forwarded the request. */
  readonly hops: number
  /**
   * Returns a blob of another image that the caller may read.
   *
   * @param from `{owner}/{repo}/{name}`
   * @param digest hexadecimal
   * @throws {Refusal} if the caller may not read it
   */
  blobElsewhere(from: string, digest: string): Promise<Uint8Array | undefined>
}
