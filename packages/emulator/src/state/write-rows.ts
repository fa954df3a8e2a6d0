import type { Blob } from '../world/blobs.ts'
import type { Kind, Shape, Writer } from '../world/shapes/shape.ts'
import { keptParts } from './parts.ts'

/** A written state: the root, the rows by type, and the bytes that they refer to, by sha256. */
export interface Written {
  readonly root: unknown
  readonly rows: ReadonlyMap<string, readonly object[]>
  readonly blobs: ReadonlyMap<string, Blob>
}

/**
 * Writes an object with everything that it refers to.
 *
 * @throws {Error} if something cannot be stored: no state is better than an incomplete one
 */
export function writeRows<Root>(shape: Shape<Root>, root: Root): Written {
  const numbers = new Map<object, number>()
  const rows = new Map<string, object[]>()
  const blobs = new Map<string, Blob>()
  const queue: (() => void)[] = []

  const writer: Writer = {
    parts: new Map(keptParts.map((part) => [part.partName, part])),
    keep: (blob) => blobs.set(blob.sha256, blob),
    refer<Value extends object>(kind: Kind<Value>, value: Value) {
      const known = numbers.get(value)
      if (known !== undefined) return known
      const all = rows.get(kind.kindName) ?? []
      const row = all.push({}) - 1
      rows.set(kind.kindName, all)
      numbers.set(value, row)
      queue.push(() => {
        all[row] = kind.row.write(value, writer) as object
      })
      return row
    },
  }

  const written = shape.write(root, writer)
  // A queue, because long chains of references would be deep recursion.
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) next()
  return { root: written, rows, blobs }
}
