/** What rows can be searched and sorted by, by the name that a request uses. */
export type Fields<Row> = Readonly<Record<string, (row: Row) => string | number>>

/**
 * The rows whose fields contain the text of `query`, in any case, in the order of `sort`: field names with commas between them, each with
 * a dash in front to turn it around. Fields that there are not are ignored.
 */
export function sift<Row>(
  rows: readonly Row[],
  { query, sort }: { readonly query?: unknown; readonly sort?: unknown },
  fields: Fields<Row>,
): Row[] {
  const wanted = typeof query === 'string' ? query.trim().toLowerCase() : ''
  const contains = (row: Row) => Object.values(fields).some((read) => String(read(row)).toLowerCase().includes(wanted))
  const found = wanted === '' ? [...rows] : rows.filter(contains)
  const keys = typeof sort === 'string' ? sort.split(',').map((key) => key.trim()) : []
  const orders = keys.flatMap((key) => {
    const read = fields[key.replace(/^-/, '')]
    const sign = key.startsWith('-') ? -1 : 1
    return read ? [(a: Row, b: Row) => sign * compare(read(a), read(b))] : []
  })
  return found.sort((a, b) => orders.reduce((result, order) => result || order(a, b), 0))
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}
