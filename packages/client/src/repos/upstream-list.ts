import type { CallOptions } from '../call.ts'
import type { UpstreamFormat, UpstreamTypes } from '../generated/formats.ts'
import { largestPageSize } from '../generated/page-size.ts'
import type { ReposUpstreamsMethods } from '../generated/v1-methods.ts'

/** Which upstreams to list. */
export interface UpstreamListParams {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
  /** Only list upstreams of these formats. Default: all formats. */
  formats?: readonly UpstreamFormat[] | undefined
}

/** An upstream, with the format that it belongs to. */
export type UpstreamOfFormat = {
  [Format in UpstreamFormat]: { readonly format: Format } & UpstreamTypes[Format]['read']
}[UpstreamFormat]

/** The upstreams of a repository. Nothing is sent before the list is iterated over. */
export interface UpstreamList extends AsyncIterable<UpstreamOfFormat> {
  /** Resolves to all upstreams. */
  toArray(): Promise<UpstreamOfFormat[]>
}

/** @see ReposUpstreamsHelpers.list */
export function listUpstreams(formats: ReposUpstreamsMethods, params: UpstreamListParams, options?: CallOptions): UpstreamList {
  return {
    [Symbol.asyncIterator]: () => rowsOf(formats, params, options),
    async toArray() {
      const all: UpstreamOfFormat[] = []
      for await (const upstream of this) all.push(upstream)
      return all
    },
  }
}

async function* rowsOf(
  operations: ReposUpstreamsMethods,
  { formats, ...params }: UpstreamListParams,
  options?: CallOptions,
): AsyncGenerator<UpstreamOfFormat> {
  // All in parallel: the client itself limits requests to what the service allows.
  const all = Object.keys(operations) as UpstreamFormat[]
  const lists = (formats === undefined ? all : all.filter((format) => formats.includes(format))).map((format) => {
    const rows = operations[format].list({ ...params, page_size: largestPageSize }, options)
    // Requests the first page. A caller who stops early must not get an unhandled rejection from a later list.
    rows.catch(() => undefined)
    return { format, rows }
  })
  for (const { format, rows } of lists) {
    for await (const upstream of rows) yield { format, ...upstream } as UpstreamOfFormat
  }
}
