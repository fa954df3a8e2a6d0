/** Parses a vector such as `AV:N/AC:L` into its metrics. Undefined if a metric appears twice. */
export function metricsOf(vector: string): ReadonlyMap<string, string> | undefined {
  const pairs = vector.split('/').map((part): [string, string] => {
    const colon = part.indexOf(':')
    return [part.slice(0, colon), part.slice(colon + 1)]
  })
  const metrics = new Map(pairs)
  return metrics.size === pairs.length ? metrics : undefined
}

/** A number from a table; if the key is missing, NaN, which makes every sum NaN. */
export function lookUp(table: Readonly<Record<string, number>>, key: string | undefined): number {
  return key !== undefined && Object.hasOwn(table, key) ? (table[key] ?? Number.NaN) : Number.NaN
}
