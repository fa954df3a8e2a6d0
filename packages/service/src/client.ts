/**
 * A typed client for the API of a promotion service.
 *
 * @module
 */
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './generated/types.ts'

export type { components, operations, paths } from './generated/types.ts'

/** The types of request and response bodies, by their names in the OpenAPI document. */
export type Schemas = components['schemas']

/** A client for the API: one method for each HTTP method, with typed paths. If the service refuses a call, `error` contains the problem details. */
export type ServiceClient = Client<paths>

/** Options of {@link createServiceClient}. */
export interface ServiceClientOptions {
  /** Address of the service, such as `https://promote.example.com`. */
  readonly url: string
  /** An API token. Default: none is sent, for a service without sign-in. */
  readonly token?: string | undefined
  /** Sends requests. Default: the `fetch` of the platform. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
}

/**
 * Makes a client for a service.
 *
 * @throws {TypeError} the address is not valid, or the token would be sent unencrypted
 * @example
 * const service = createServiceClient({ url: 'https://promote.example.com', token: process.env.CLOUDSMITH_PROMOTE_TOKEN })
 * const { data, error } = await service.GET('/plans', { params: { query: { state: 'approval' } } })
 */
export function createServiceClient({ url, token, fetch }: ServiceClientOptions): ServiceClient {
  const base = new URL(url)
  const isHere = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(base.hostname)
  if (token !== undefined && base.protocol !== 'https:' && !isHere) {
    throw new TypeError(`The token would be sent to ${base.origin} without encryption: use https.`)
  }
  return createClient<paths>({
    baseUrl: `${base.href.replace(/\/$/, '')}/api/v1`,
    // The token is not for other addresses.
    redirect: 'error',
    headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    ...(fetch === undefined ? {} : { fetch }),
  })
}
