import type { MiddlewareHandler } from 'hono'
import { AccessProblem } from './problem.ts'

const notOurs =
  'This request did not come from a page of this service, so nothing was done. If it did, your browser uses a different address for the service than its settings.'

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a page of another origin may have sent a request. */
function isForeign(headers: Headers, own: ReadonlySet<string>): boolean {
  const [site, origin] = [headers.get('sec-fetch-site'), headers.get('origin')]
  // `none`: done by a person, such as a reload of a form that was sent.
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  if (origin !== null) return !own.has(origin)
  // Of what says nothing, JSON comes from a program: a page cannot send it elsewhere without asking there first.
  return site === null && !/^application\/json\b/i.test(headers.get('content-type') ?? '')
}

/**
 * Refuses what may change something, unless a page of this very service sends it: cookies come with requests of any page. Beside that, they are
 * not sent with those of other sites. A program sends no cookie, but a credential of its own in a header, which no foreign page can.
 *
 * @param ownOf the origins that people reach the service by
 */
export const refuseForeign =
  (ownOf: (headers: Headers) => readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const { headers, method } = context.req.raw
    if (safe.has(method) || headers.has('authorization')) return await next()
    if (!isForeign(headers, new Set(ownOf(headers)))) return await next()
    throw new AccessProblem(403, 'Nothing was done', notOurs)
  }
