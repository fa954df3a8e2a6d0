import type { FetchLike } from '@cloudsmith-sdk/client'
import { UsageError } from '../core/usage-error.ts'

/** The exchange of an OIDC identity for a credential, which changes nothing. */
const exchange = /^\/openid\//

/**
 * Sends only requests that read, and rejects all others to Cloudsmith, so that a dry run never changes anything. Identity providers may be sent other
 * requests too.
 *
 * @param baseUrl address of the API. Default: that of Cloudsmith
 */
export function readsOnly(send: FetchLike, baseUrl: string | undefined): FetchLike {
  const isService = ({ host, hostname }: URL) =>
    baseUrl === undefined ? hostname.endsWith('.cloudsmith.io') : host === new URL(baseUrl).host
  return async (request, init) => {
    const url = new URL(request.url)
    if (['GET', 'HEAD'].includes(request.method) || !isService(url) || exchange.test(url.pathname)) return send(request, init)
    throw new UsageError(`${request.method} ${url.pathname} was not sent, because this is a dry run.`)
  }
}
