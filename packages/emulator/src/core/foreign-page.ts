/**
 * Whether a request comes from a web page of another origin, according to headers that browsers set and pages cannot change. Programs send none of
 * them.
 *
 * @param own origins whose pages may do everything
 */
export function isOfForeignPage(headers: Pick<Headers, 'get'>, own: readonly string[]): boolean {
  const origin = headers.get('origin')
  if (origin !== null && !own.includes(origin)) return true
  return headers.get('sec-fetch-site') === 'cross-site'
}
