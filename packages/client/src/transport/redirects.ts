import { later } from '../load-later.ts'
import type { Transport } from './transport.ts'
import type { Trust } from './trust.ts'

/**
 * Follows a redirect of a GET or HEAD request to a trusted host, and refuses every other redirect: fetch would send `X-Api-Key` on to any host, and
 * turn a POST into a GET.
 *
 * @throws {RedirectError} the target is not trusted, the method is not GET or HEAD, or there are too many redirects
 */
export function withRedirectGuard(next: Transport, trust: Trust): Transport {
  return async function guarding(request, context) {
    const response = await next(request, context)
    if (response.ok || response.status > 399) return response
    // Loaded when first needed: the service hardly ever redirects.
    return (await later()).followRedirects({ next, trust, request, context }, response)
  }
}
