import { failed, nameOf, said } from '../errors/failed.ts'
import { RedirectError } from '../errors/transport.ts'
import { whyWithheld } from '../errors/why-withheld.ts'
import { shownUrl } from '../observe/redact.ts'
import type { CallContext, Outgoing, Transport } from './transport.ts'
import type { Trust } from './trust.ts'

/** How many redirects of a call are followed. */
export const maxRedirects = 5

/** The other 3xx statuses are not redirects, even with a `Location`. */
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** A call that was redirected. */
export interface Redirected {
  readonly next: Transport
  readonly trust: Trust
  readonly request: Outgoing
  readonly context: CallContext
}

/**
 * Follows a redirect, and those that come after it, as long as that is safe.
 *
 * @throws {RedirectError} a redirect is not safe to follow, or there are too many
 */
export async function followRedirects({ next, trust, request, context }: Redirected, redirect: Response): Promise<Response> {
  let current = request
  let response = redirect
  for (let hops = 0; ; hops++) {
    const target = redirectTarget(response, current.url)
    if (target === undefined) return response
    const refusal = reasonToRefuse(current, target, trust, hops)
    if (refusal !== undefined) {
      const where = said(shownUrl(target.href, context), context)
      throw new RedirectError(`Cloudsmith redirected ${nameOf(context)} to ${where}: ${said(refusal, context)}`, failed(context))
    }
    current = redirected(request, target.href)
    context.address = target.href
    response = await next(current, context)
  }
}

const redirected = (request: Outgoing, url: string): Outgoing => ({
  ...request,
  url,
  make: (init) => new Request(url, request.make(init)),
})

/** The target of a redirect; undefined if the response is not a redirect, or has no valid URL. */
export function redirectTarget({ status, headers }: Response, base: string): URL | undefined {
  if (!redirects.has(status)) return undefined
  const location = headers.get('location')
  return location === null ? undefined : (URL.parse(location, base) ?? undefined)
}

function reasonToRefuse({ method }: Outgoing, target: URL, trust: Trust, hops: number): string | undefined {
  const distrust = trust(target.href)
  if (distrust !== undefined)
    return `the credential was not sent there, because ${whyWithheld(distrust, target.host)}. Check baseUrl.`
  if (target.username !== '' || target.password !== '') return 'the URL contains a user name.'
  if (method !== 'GET' && method !== 'HEAD') return `a ${method} is not repeated. Check baseUrl.`
  return hops >= maxRedirects ? `that is more than ${maxRedirects} redirects.` : undefined
}
