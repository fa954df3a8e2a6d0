import type { UpstreamPackage } from '../../../format/native-upstream.ts'
import type { UpstreamRecord } from '../../upstreams/records.ts'

/** A package that is available at an upstream of a repository. */
export interface Offer {
  readonly upstream: UpstreamRecord
  readonly entry: UpstreamPackage
}
