/** What most slugs look like: nothing to encode in it, and nothing that could stray. */
const plain = /^[\w-][\w.-]*$/

/** Puts values into the places of a path where all of them are plain slugs; undefined where one needs a closer look. */
export function fillPlainPath(path: string, values: Readonly<Record<string, unknown>>): string | undefined {
  const [start = '', ...places] = path.split('{')
  let filled = start
  for (const place of places) {
    const end = place.indexOf('}')
    const value = values[place.slice(0, end)]
    if (typeof value !== 'string' || !plain.test(value)) return undefined
    filled += value + place.slice(end + 1)
  }
  return filled
}
