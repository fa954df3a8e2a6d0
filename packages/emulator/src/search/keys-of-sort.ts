/** A field to sort by. */
interface SortKey {
  readonly name: string
  readonly sign: 1 | -1
}

/** What a `sort` parameter names: fields with commas between them, those with a dash in front turned around. One that comes again decides nothing. */
export function keysOfSort(sort: string): SortKey[] {
  const keys = new Map<string, SortKey>()
  for (const item of sort.split(',')) {
    const key = item.trim()
    const name = key.replace(/^-/, '')
    if (!keys.has(name)) keys.set(name, { name, sign: key.startsWith('-') ? -1 : 1 })
  }
  return [...keys.values()]
}
