/** A field to sort by. */
interface SortKey {
  readonly name: string
  readonly sign: 1 | -1
}

/** The fields of a `sort` parameter: separated by commas, with a dash in front for descending. Repetitions have no effect. */
export function keysOfSort(sort: string): SortKey[] {
  const keys = new Map<string, SortKey>()
  for (const item of sort.split(',')) {
    const key = item.trim()
    const name = key.replace(/^-/, '')
    if (!keys.has(name)) keys.set(name, { name, sign: key.startsWith('-') ? -1 : 1 })
  }
  return [...keys.values()]
}
