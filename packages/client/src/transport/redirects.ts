import { RedirectError } from '../errors/transport.ts'
import type { Transport } from './transport.ts'

const maxRedirects = 5

/**
 * Follows a redirect of a GET or HEAD inside the client's own origin and refuses every other: fetch would carry `X-Api-Key` along to
 * another origin, and turn a POST into a GET.
 *
 * @throws {RedirectError} the answer points elsewhere, the method is not GET or HEAD, or it goes round in circles
 */
export function withRedirectGuard(next: Transport): Transport {
  return async function guarding(request, context) {
    let current = request
    for (let hops = 0; ; hops++) {
      const response = await next(current, context)
      const target = redirectTarget(response, current.url)
      if (target === undefined) return response
      const refusal = reasonToRefuse(current, target, hops)
      if (refusal !== undefined) {
        throw new RedirectError(
          `Cloudsmith redirected ${context.operation} to ${target.origin}${target.pathname}: ${refusal}`,
          context,
        )
      }
      current = new Request(target, current)
    }
  }
}

function redirectTarget(response: Response, base: string): URL | undefined {
  const location = response.headers.get('location')
  if (response.status < 300 || response.status > 399 || location === null) return undefined
  return URL.parse(location, base) ?? undefined
}

function reasonToRefuse(request: Request, target: URL, hops: number): string | undefined {
  if (target.origin !== new URL(request.url).origin) return 'a credential never leaves its origin. Check baseUrl.'
  if (target.username !== '' || target.password !== '') return 'the address holds a user name.'
  if (request.method !== 'GET' && request.method !== 'HEAD') return `a ${request.method} is not sent twice. Check baseUrl.`
  return hops >= maxRedirects ? `that is more than ${maxRedirects} redirects.` : undefined
}
