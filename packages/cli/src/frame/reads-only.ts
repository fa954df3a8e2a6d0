import type { FetchLike } from '@cloudsmith-sdk/client'
import { UsageError } from '../core/usage-error.ts'

/** Exchanges the identity of a job for a credential, which changes nothing. */
const exchange = /^\/openid\//

/**
 * Sends what reads, and refuses whatever else is for the service: so a dry run is one, whatever a command does. Who the caller is, others are asked with
 * other methods too.
 *
 * @param baseUrl of the service. Default: the one that everybody uses
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
