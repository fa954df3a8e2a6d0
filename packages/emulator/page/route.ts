/** The parsed part of the page's URL after `#`. */
export interface Route {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Parses `#/packages/abc?page=2`. Anything invalid leads to the start. */
export function parseHash(hash: string): Route {
  const [path = '', ...rest] = hash.replace(/^#/, '').split('?')
  try {
    return {
      path: path
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent),
      query: new URLSearchParams(rest.join('?')),
    }
  } catch {
    return { path: [], query: new URLSearchParams() }
  }
}

/** The URL of a view, without empty and undefined query parameters. */
export function linkTo(path: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  return `#/${path.map(encodeURIComponent).join('/')}${queryOf(query)}`
}

/** The query of a URL, with its `?` if it is not empty. */
export function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
