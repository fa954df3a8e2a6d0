/**
 * Whether a request comes of a web page of another origin, by what browsers say of it and pages cannot change. Programs say nothing.
 *
 * @param own origins whose pages may do everything
 */
export function isOfForeignPage(headers: Pick<Headers, 'get'>, own: readonly string[]): boolean {
  const origin = headers.get('origin')
  if (origin !== null && !own.includes(origin)) return true
  return headers.get('sec-fetch-site') === 'cross-site'
}
