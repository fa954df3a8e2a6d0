import { compareText } from '@cloudsmith-sdk/formats'
import { schemeOfFormat } from '../format/version-scheme.ts'
import { keysOfSort } from './keys-of-sort.ts'
import type { Searchable } from './searchable.ts'

interface Key<Value> {
  readonly read: (pkg: Searchable) => Value
  readonly compare: (a: Value, b: Value) => number
}

/** Sorts packages; returns a new array. */
export type Sorter = <Pkg extends Searchable>(packages: readonly Pkg[]) => Pkg[]

type Order = (packages: readonly Searchable[]) => (a: number, b: number) => number

/** @see docs/service.md#sorting */
const orders: Readonly<Record<string, Order>> = {
  name: text(({ name }) => name),
  format: text(({ format }) => format),
  version: order({
    read: ({ format, version }) => ({ format, scheme: schemeOfFormat(format), version: version ?? '' }),
    compare: (a, b) => compareText(a.format, b.format) || a.scheme.compare(a.version, b.version),
  }),
  status: text(({ status_str }) => status_str),
  size: number(({ size }) => size),
  downloads: number(({ downloads }) => downloads),
  date: number(({ uploaded_at }) => Date.parse(uploaded_at)),
  scan: text(({ security_scan_status }) => security_scan_status),
  scan_date: number(({ security_scan_completed_at }) => Date.parse(security_scan_completed_at ?? '1970-01-01')),
}

/** The fields that packages can be sorted by. */
export const sortKeys: readonly string[] = Object.keys(orders)

/**
 * Parses a `sort` parameter: a list of `name`, `format`, `version`, `status`, `size`, `downloads`, `date`, `scan`, `scan_date`, separated by commas,
 * each with `-` in front for descending. Later fields decide between packages that are equal in earlier ones; after that, the given order is kept.
 *
 * Unknown fields are ignored, because it is not known how the service handles them; if none is left, the service's default `-date` applies. Versions
 * of different formats are kept apart, because there is no order between them.
 */
export function sorter(sort = ''): Sorter {
  const keys = parseKeys(sort)
  const used = keys.length > 0 ? keys : parseKeys('-date')
  return (packages) => {
    const compares = used.map(({ order, sign }) => {
      const compare = order(packages)
      return (a: number, b: number) => sign * compare(a, b)
    })
    const positions = packages.map((_, index) => index)
    positions.sort((a, b) => {
      for (const compare of compares) {
        const result = compare(a, b)
        if (result !== 0) return result
      }
      return a - b
    })
    return positions.flatMap((position) => packages[position] ?? [])
  }
}

/** The order that a `sort` parameter requests, if it is by date alone, like the default. */
export function dateOrder(sort: string): 'newest' | 'oldest' | undefined {
  const [first, ...others] = parseKeys(sort)
  if (first === undefined) return 'newest'
  if (first.order !== orders.date || others.length > 0) return undefined
  return first.sign < 0 ? 'newest' : 'oldest'
}

function parseKeys(sort: string): { readonly order: Order; readonly sign: 1 | -1 }[] {
  return keysOfSort(sort).flatMap(({ name, sign }) => {
    const found = Object.hasOwn(orders, name) ? orders[name] : undefined
    return found ? [{ order: found, sign }] : []
  })
}

/** Reads the keys of all packages once, then compares positions. */
function order<Value>({ read, compare }: Key<Value>): Order {
  return (packages) => {
    const values = packages.map(read)
    return (a, b) => compare(values[a] as Value, values[b] as Value)
  }
}

function text(read: (pkg: Searchable) => string | null): Order {
  return order({ read: (pkg) => read(pkg)?.toLowerCase() ?? '', compare: compareText })
}

function number(read: (pkg: Searchable) => number): Order {
  return order({ read, compare: (a, b) => a - b })
}
