/**
 * How a request says that no redirect of it may be followed. `error` lets Node's fetch forget what has left of the body, of which it would
 * otherwise keep a copy for a redirect to come. Cloudflare Workers know no `error`: with `manual`, a redirect is an answer that is not `ok`.
 */
export const noRedirect = (): 'error' | 'manual' => {
  try {
    return new Request('http://localhost', { redirect: 'error' }).redirect === 'error' ? 'error' : 'manual'
  } catch {
    return 'manual'
  }
}
