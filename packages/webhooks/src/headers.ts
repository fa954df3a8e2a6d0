/** Headers of a request: a `Headers` object, or a plain object such as Node's, in whatever letter case. */
export type HeadersLike = { get(name: string): string | null } | Record<string, string | readonly string[] | undefined>

/** Value of a header, whose name is given in lower case. Repeated headers are joined by a comma, as `Headers` does. */
export function header(headers: HeadersLike, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  const [, value] = Object.entries(headers).find(([key, found]) => found !== undefined && key.toLowerCase() === name) ?? []
  return typeof value === 'object' ? value.join(', ') : value
}

function isHeaders(headers: HeadersLike): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
