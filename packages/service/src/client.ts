/**
 * A typed client for the API of a promotion service.
 *
 * @module
 */
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './generated/types.ts'

export type { components, operations, paths } from './generated/types.ts'

/** Shapes of bodies and answers, by the names that the OpenAPI document has for them. */
export type Schemas = components['schemas']

/** Calls a service: a method for each of HTTP, with the paths of the API. What is refused stands in `error`, as problem+json has it. */
export type ServiceClient = Client<paths>

/** Options of {@link createServiceClient}. */
export interface ServiceClientOptions {
  /** Where the service is, such as `https://promote.example.com`. */
  readonly url: string
  /** A token of the service. Default: none is sent, as where nobody signs in. */
  readonly token?: string | undefined
  /** Default: the platform's fetch. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
}

/**
 * Makes a client for a service.
 *
 * @throws {TypeError} the address is none, or a token would go there in the clear
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
    // Whoever answers elsewhere is not who the token is for.
    redirect: 'error',
    headers: { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
    ...(fetch === undefined ? {} : { fetch }),
  })
}
