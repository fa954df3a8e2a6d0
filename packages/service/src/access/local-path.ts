/** The path of this service that somebody is redirected to; `/` for anything else, so that no link leads to another site by way of this one. */
export function localPath(given: unknown): string {
  const here = 'http://here.invalid'
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2_000) return '/'
  const url = URL.parse(given, here)
  return url?.origin === here && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/'
}
