import { RedirectError } from '../errors/transport.ts'
import type { CallContext, Outgoing, Transport } from './transport.ts'

const maxRedirects = 5

/**
 * Follows the redirect of an answer, and those that come after, as far as that is safe.
 *
 * @throws {RedirectError} it is not
 */
export async function followRedirects(
  next: Transport,
  request: Outgoing,
  context: CallContext,
  redirect: Response,
): Promise<Response> {
  let current = request
  let response = redirect
  for (let hops = 0; ; hops++) {
    const target = redirectTarget(response, current.url)
    if (target === undefined) return response
    const refusal = reasonToRefuse(current, target, hops)
    if (refusal !== undefined) {
      throw new RedirectError(
        `Cloudsmith redirected ${context.operation} to ${target.origin}${target.pathname}: ${refusal}`,
        context,
      )
    }
    current = redirected(request, target.href)
    response = await next(current, context)
  }
}

const redirected = (request: Outgoing, url: string): Outgoing => ({
  ...request,
  url,
  make: (init) => new Request(url, request.make(init)),
})

function redirectTarget({ status, headers }: Response, base: string): URL | undefined {
  if (status < 300 || status > 399) return undefined
  const location = headers.get('location')
  return location === null ? undefined : (URL.parse(location, base) ?? undefined)
}

function reasonToRefuse(request: Outgoing, target: URL, hops: number): string | undefined {
  if (target.origin !== new URL(request.url).origin) return 'a credential never leaves its origin. Check baseUrl.'
  if (target.username !== '' || target.password !== '') return 'the address holds a user name.'
  if (request.method !== 'GET' && request.method !== 'HEAD') return `a ${request.method} is not sent twice. Check baseUrl.`
  return hops >= maxRedirects ? `that is more than ${maxRedirects} redirects.` : undefined
}
