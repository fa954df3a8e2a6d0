import type { CallOptions, WithResponse } from '../call.ts'
import { InvalidRequestError } from '../errors/base.ts'
import type { ReposUpstreamsMethods, ReposUpstreamsNpmMethods } from '../generated/v1-methods.ts'

/** An operation on a single upstream. */
export type UpstreamMethod = 'create' | 'read' | 'update' | 'delete'

/** Parameters of such an operation: the format, and the parameters of that format's own operation. */
export type UpstreamCallParams = { readonly format: string } & Readonly<Record<string, unknown>>

/** Every format has the same operations as npm, with different parameters. */
type Operations = {
  readonly [Method in UpstreamMethod]: (params: never, options?: CallOptions) => ReturnType<ReposUpstreamsNpmMethods[Method]>
}

/** Calls the operation of the format that the parameter `format` names. */
export async function callUpstream(
  formats: ReposUpstreamsMethods,
  method: UpstreamMethod,
  { format, ...params }: UpstreamCallParams,
  options?: CallOptions,
): Promise<WithResponse<unknown>> {
  const operations = new Map<string, Operations>(Object.entries(formats)).get(format)
  if (operations === undefined) {
    const known = Object.keys(formats).join(', ')
    throw new InvalidRequestError(`There are no upstreams for the format ${JSON.stringify(format)}, only for ${known}.`)
  }
  return operations[method](params as never, options).withResponse()
}
