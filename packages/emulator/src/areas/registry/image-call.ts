import type { Incoming } from '../../core/incoming.ts'
import type { World } from '../../world/world.ts'
import type { Reader } from '../downloads/admit.ts'
import type { Route } from './route.ts'

/** A request about an image, by somebody who may do what it asks for. */
export interface ImageCall {
  readonly world: World
  readonly reader: Reader
  readonly request: Incoming
  readonly query: URLSearchParams
  readonly route: Route
  /** The path of the image where the request came, without a slash at the end: links in answers begin with it. */
  readonly address: string
  /** How many emulators the request came through. */
  readonly hops: number
  /**
   * A blob of another image that the same caller may read.
   *
   * @param from `{owner}/{repo}/{name}`
   * @param digest hexadecimal
   * @throws {Refusal} for who may not
   */
  blobElsewhere(from: string, digest: string): Promise<Uint8Array | undefined>
}
