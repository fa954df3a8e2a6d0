/** The metrics of a vector, `AV:N/AC:L`, by their names. A metric that comes twice makes it no vector. */
export function metricsOf(vector: string): ReadonlyMap<string, string> | undefined {
  const pairs = vector.split('/').map((part): [string, string] => {
    const colon = part.indexOf(':')
    return [part.slice(0, colon), part.slice(colon + 1)]
  })
  const metrics = new Map(pairs)
  return metrics.size === pairs.length ? metrics : undefined
}

/** A number of a table; NaN, which spoils every sum, where the key is missing or not in it. */
export function lookUp(table: Readonly<Record<string, number>>, key: string | undefined): number {
  return key !== undefined && Object.hasOwn(table, key) ? (table[key] ?? Number.NaN) : Number.NaN
}
