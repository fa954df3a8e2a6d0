import { upstreamFormats } from '../../catalogue/upstreams.ts'
import { repositoryPart } from '../../world/parts.ts'
import { changing, moment, type Of, record, settings, store, text, variant, words } from '../../world/shapes/index.ts'
import { defaultsOf } from './defaults.ts'

const upstreamOf = (format: string, defaults: Readonly<Record<string, unknown>>) =>
  record({
    slugPerm: text,
    format: words(format),
    /** As in the request, with the defaults of its format. Contains secrets, which views leave out. */
    settings: changing(settings(`repos_upstream_${format}_create`, defaults)),
    createdAt: moment,
    updatedAt: changing(moment),
  })

/** An upstream of a repository. */
export type UpstreamRecord = Of<ReturnType<typeof upstreamOf>>

const byFormat = Object.entries(upstreamFormats).map(([format, info]) => [format, upstreamOf(format, defaultsOf(info))])

/** The upstreams of a repository, of all formats. */
export const upstreamsOf = repositoryPart('upstreams', {
  shape: store(variant<UpstreamRecord>('format', Object.fromEntries(byFormat))),
})
