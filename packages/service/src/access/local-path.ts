/** A path of this service that somebody is to be led to; the first page for anything else, so that no link leads elsewhere by way of it. */
export function localPath(given: unknown): string {
  const here = 'http://here.invalid'
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2_000) return '/'
  const url = URL.parse(given, here)
  return url?.origin === here && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/'
}
