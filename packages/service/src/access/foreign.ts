import type { MiddlewareHandler } from 'hono'

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether a browser says that a page of another origin sends a request; or nobody says where it comes from. */
function isForeign(headers: Headers, own: ReadonlySet<string>): boolean {
  const site = headers.get('sec-fetch-site')
  // Typed by a person, such as a reload of a form that was sent.
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = headers.get('origin')
  return origin === null ? site === null : !own.has(origin)
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
    return context.text('This was not sent by a page of this service, so nothing was done.\n', 403)
  }
