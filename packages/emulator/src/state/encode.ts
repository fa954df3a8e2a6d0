import type { Store } from '../core/store.ts'
import type { Blob } from '../world/blobs.ts'
import type { PackageIndex } from '../world/package-lists.ts'
import type { PackageRecord } from '../world/records.ts'

/** Marks what stands for something that is more than data. */
export const mark = '@emulator'

/** What stands for something that is more than data. */
export type Marked =
  | { readonly [mark]: 'store' | 'packages'; readonly items: unknown[] }
  | { readonly [mark]: 'blob'; readonly sha256: string; readonly references: number }
  | { readonly [mark]: 'history' }
  | { readonly [mark]: 'object'; readonly entries: [string, unknown][] }

/** Data that `v8.serialize` takes, and the bytes that it refers to by their sha256. */
export interface Encoded {
  readonly data: unknown
  readonly blobs: ReadonlyMap<string, Uint8Array>
}

/**
 * Makes plain data of anything that a world holds, however it refers to itself. Bytes of files are set apart, as they never change.
 *
 * @throws {Error} for a function that nobody knows how to make again: better no state than half of one
 */
export function encode(root: unknown): Encoded {
  const known = new Map<object, unknown>()
  const blobs = new Map<string, Uint8Array>()

  function any(value: unknown, path: string): unknown {
    if (typeof value === 'function') throw new Error(`The state cannot keep the function ${path}.`)
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return value
    if (known.has(value)) return known.get(value)
    return object(value, path)
  }

  function keep<Made extends object>(value: object, made: Made, fill: (made: Made) => void): Made {
    known.set(value, made)
    fill(made)
    return made
  }

  function object(value: object, path: string): unknown {
    if (Array.isArray(value)) return keep(value, [] as unknown[], (made) => fillList(made, value, path))
    if (value instanceof Map) {
      return keep(value, new Map(), (made) => {
        for (const [key, item] of value) made.set(any(key, `${path} key`), any(item, `${path}.${String(key)}`))
      })
    }
    if (value instanceof Set) {
      return keep(value, new Set(), (made) => {
        for (const item of value) made.add(any(item, `${path} item`))
      })
    }
    // What lists showed a moment ago is nothing to keep.
    if (has(value, 'note', 'listed')) return keep(value, { [mark]: 'history' }, () => {})
    if (isBlob(value)) {
      blobs.set(value.sha256, value.bytes)
      return keep(value, { [mark]: 'blob', sha256: value.sha256, references: value.references }, () => {})
    }
    if (isPackageIndex(value)) {
      return keep(value, { [mark]: 'packages', items: [] as unknown[] }, ({ items }) => fillList(items, [...value.all()], path))
    }
    if (isStore(value)) {
      return keep(value, { [mark]: 'store', items: [] as unknown[] }, ({ items }) => fillList(items, value.all(), path))
    }
    if (Object.hasOwn(value, mark)) {
      return keep(value, { [mark]: 'object', entries: [] as [string, unknown][] }, ({ entries }) => {
        for (const [name, item] of Object.entries(value)) entries.push([name, any(item, `${path}.${name}`)])
      })
    }
    return keep(value, {} as Record<string, unknown>, (made) => {
      for (const [name, item] of Object.entries(value)) {
        if (!isIdentity(name, value)) made[name] = any(item, `${path}.${name}`)
      }
    })
  }

  function fillList(made: unknown[], items: readonly unknown[], path: string) {
    for (const [index, item] of items.entries()) made.push(any(item, `${path}[${index}]`))
  }

  return { data: any(root, 'world'), blobs }
}

const has = (value: object, ...names: readonly string[]): boolean =>
  names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'function')

const isPackageIndex = (value: object): value is PackageIndex<PackageRecord> => has(value, 'bySlug', 'isLatest', 'all')

const isStore = (value: object): value is Store<{ readonly slugPerm: string }> => has(value, 'add', 'get', 'remove', 'all')

const isBlob = (value: object): value is Blob => 'sha256' in value && 'bytes' in value && 'references' in value

/** What a package is told apart by: made again, as the table of formats may be another then. */
const isIdentity = (name: string, value: object): boolean => name === 'identity' && 'facts' in value
