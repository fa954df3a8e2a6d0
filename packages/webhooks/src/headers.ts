/** Headers of a request: a `Headers` object, or a plain object such as Node's, in whatever letter case. */
export type HeadersLike = { get(name: string): string | null } | Record<string, string | readonly string[] | undefined>

/**
 * Value of a header, whose name is given in lower case. Repeated headers are joined by a comma, as `Headers` does; what is no text counts as
 * absent, whatever it is.
 */
export function header(headers: HeadersLike, name: string): string | undefined {
  try {
    const { get } = headers
    const found: unknown =
      typeof get === 'function'
        ? get.call(headers, name)
        : Object.entries(headers).map(([key, value]) => key.toLowerCase() === name && value)
    if (typeof found === 'string') return found
    const texts = [found].flat(3).filter((value) => typeof value === 'string')
    return texts.length > 0 ? texts.join(', ') : undefined
  } catch {
    // No headers at all, or an object that throws where it is looked at.
    return undefined
  }
}
