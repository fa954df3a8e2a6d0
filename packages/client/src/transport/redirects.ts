import { later } from '../load-later.ts'
import type { Transport } from './transport.ts'
import type { Trust } from './trust.ts'

/**
 * Follows a redirect of a GET or HEAD to where the credential may go and refuses every other: fetch would carry `X-Api-Key` along to
 * anybody, and turn a POST into a GET.
 *
 * @throws {RedirectError} the answer points elsewhere, the method is not GET or HEAD, or it goes round in circles
 */
export function withRedirectGuard(next: Transport, trust: Trust): Transport {
  return async function guarding(request, context) {
    const response = await next(request, context)
    if (response.ok || response.status > 399) return response
    // Loaded when first needed: the service redirects hardly ever.
    return (await later()).followRedirects({ next, trust, request, context }, response)
  }
}
