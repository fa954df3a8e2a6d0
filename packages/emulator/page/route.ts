/** Where the page is: what stands behind `#` in its address, taken apart. */
export interface Route {
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** Reads `#/packages/abc?page=2`. What cannot be read is the start. */
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

/** The address of a view; what is empty or undefined in the query is left out. */
export function linkTo(path: readonly string[], query: Readonly<Record<string, string | undefined>> = {}): string {
  return `#/${path.map(encodeURIComponent).join('/')}${queryOf(query)}`
}

/** The query of an address, with its `?` where there is one. */
export function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
