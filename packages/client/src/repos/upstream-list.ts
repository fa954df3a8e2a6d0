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
  /** Only upstreams of these. Default: all formats. */
  formats?: readonly UpstreamFormat[] | undefined
}

/** An upstream, and the format of what it is asked for. */
export type UpstreamOfFormat = {
  [Format in UpstreamFormat]: { readonly format: Format } & UpstreamTypes[Format]['read']
}[UpstreamFormat]

/** Upstreams of all formats. Nothing is sent before the list is iterated over. */
export interface UpstreamList extends AsyncIterable<UpstreamOfFormat> {
  /** Every upstream. */
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
  // All at once: the client itself sees to it that no more are under way than the service allows.
  const all = Object.keys(operations) as UpstreamFormat[]
  const lists = (formats === undefined ? all : all.filter((format) => formats.includes(format))).map((format) => {
    const rows = operations[format].list({ ...params, page_size: largestPageSize }, options)
    // Asks for the first page. Who stops early never hears of the failure of a later list.
    rows.catch(() => undefined)
    return { format, rows }
  })
  for (const { format, rows } of lists) {
    for await (const upstream of rows) yield { format, ...upstream } as UpstreamOfFormat
  }
}
