import type { MiddlewareHandler } from 'hono'
import { AccessProblem } from './problem.ts'

const notOurs =
  'This request did not come from a page of this service, so nothing was done. If it did, your browser uses a different address for the service than its settings.'

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a page of another origin may have sent a request. */
function isForeign(headers: Headers, own: ReadonlySet<string>): boolean {
  const [site, origin] = [headers.get('sec-fetch-site'), headers.get('origin')]
  // `none`: the person started it, for example by reloading a page after sending a form.
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  if (origin !== null) return !own.has(origin)
  // Without this header, JSON comes from a program: a page cannot send it to another origin without a preflight request.
  return site === null && !/^application\/json\b/i.test(headers.get('content-type') ?? '')
}

/**
 * Rejects requests that may change something, unless they come from a page of this service: browsers add cookies to requests of any page. The cookies
 * are also marked SameSite. Programs do not send cookies but a token in a header, which foreign pages cannot set.
 *
 * @param ownOf returns the origins at which people reach the service
 */
export const refuseForeign =
  (ownOf: (headers: Headers) => readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const { headers, method } = context.req.raw
    if (safe.has(method) || headers.has('authorization')) return await next()
    if (!isForeign(headers, new Set(ownOf(headers)))) return await next()
    throw new AccessProblem(403, 'Nothing was done', notOurs)
  }
