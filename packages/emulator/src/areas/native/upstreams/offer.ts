import type { UpstreamPackage } from '../../../format/native-upstream.ts'
import type { UpstreamRecord } from '../../upstreams/records.ts'

/** A package that an upstream of a repository has. */
export interface Offer {
  readonly upstream: UpstreamRecord
  readonly entry: UpstreamPackage
}
