/**
 * The `redirect` option that prevents redirects from being followed. With `error`, Node's fetch does not keep a copy of the body for a possible
 * redirect. Cloudflare Workers do not support `error`: there, `manual` makes a redirect a response that is not `ok`.
 */
export const noRedirect = (): 'error' | 'manual' => {
  try {
    return new Request('http://localhost', { redirect: 'error' }).redirect === 'error' ? 'error' : 'manual'
  } catch {
    return 'manual'
  }
}
