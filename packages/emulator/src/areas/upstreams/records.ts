import { upstreamFormats } from '../../catalogue/upstreams.ts'
import { createStore } from '../../core/store.ts'
import { repositoryPart } from '../../world/parts.ts'
import { moment, record, type Shape, settings, store, text, variant, words } from '../../world/shapes/index.ts'
import { defaultsOf } from './defaults.ts'

/** An upstream of a repository. */
export interface UpstreamRecord {
  readonly slugPerm: string
  readonly format: string
  /** As the request gave them, with the defaults of its format. Holds secrets: views leave them out. */
  settings: Readonly<Record<string, unknown>>
  readonly createdAt: number
  updatedAt: number
}

const byFormat: Readonly<Record<string, Shape<UpstreamRecord>>> = Object.fromEntries(
  Object.entries(upstreamFormats).map(([format, info]) => [
    format,
    record<UpstreamRecord>({
      slugPerm: text,
      format: words(format),
      settings: settings(`repos_upstream_${format}_create`, defaultsOf(info)),
      createdAt: moment,
      updatedAt: moment,
    }),
  ]),
)

/** The upstreams of a repository, of all formats together. */
export const upstreamsOf = repositoryPart('upstreams', () => createStore<UpstreamRecord>(), {
  shape: store(variant('format', byFormat)),
})
