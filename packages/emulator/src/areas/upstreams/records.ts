import { createStore } from '../../core/store.ts'
import { repositoryPart } from '../../world/parts.ts'
/** An upstream of a repository. */
export interface UpstreamRecord {
  readonly slugPerm: string
  readonly format: string
  /** As the request gave them, with the defaults of its format. Holds secrets: views leave them out. */
  settings: Readonly<Record<string, unknown>>
  readonly createdAt: number
  updatedAt: number
}

/** The upstreams of a repository, of all formats together. */
export const upstreamsOf = repositoryPart('upstreams', () => createStore<UpstreamRecord>())
