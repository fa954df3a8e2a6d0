/** Headers of a request: a `Headers` object, or a plain object such as Node's. Names may be in upper or lower case. */
export type HeadersLike = { get(name: string): string | null } | Record<string, string | readonly string[] | undefined>

/**
 * The value of a header. Repeated headers are joined with a comma, as in `Headers`; values that are not strings are ignored.
 *
 * @param name name of the header in lower case
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
    // No headers at all, or an object that throws when it is read.
    return undefined
  }
}
