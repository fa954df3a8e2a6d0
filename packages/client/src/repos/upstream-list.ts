import type { CallOptions } from '../call.ts'
import type { UpstreamFormat, UpstreamTypes } from '../generated/formats.ts'
import type { ReposUpstreamsMethods, ReposUpstreamsNpmMethods } from '../generated/v1-methods.ts'
import { largestPageSize } from '../page-size.ts'

/** Which upstreams to list. */
export interface UpstreamListParams {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  repo: string
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
  formats: ReposUpstreamsMethods,
  params: UpstreamListParams,
  options?: CallOptions,
): AsyncGenerator<UpstreamOfFormat> {
  // All at once: the client itself sees to it that no more are under way than the service allows.
  const lists = Object.entries(formats).map(([format, methods]: [string, Pick<ReposUpstreamsNpmMethods, 'list'>]) => {
    const rows = methods.list({ ...params, page_size: largestPageSize }, options)
    // Asks for the first page. Who stops early never hears of the failure of a later list.
    rows.catch(() => undefined)
    return { format, rows }
  })
  for (const { format, rows } of lists) {
    for await (const upstream of rows) yield { format, ...upstream } as UpstreamOfFormat
  }
}
