import { createStore } from '../core/store.ts'
import type { Blob } from '../world/blobs.ts'
import { latestRules } from '../world/latest-rules.ts'
import { createPackageHistory } from '../world/package-history.ts'
import { createPackageIndex } from '../world/package-index.ts'
import type { PackageHistory } from '../world/package-lists.ts'
import type { PackageRecord, RepositoryRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { type Marked, mark } from './encode.ts'

/**
 * Makes of data what it was before `encode`.
 *
 * @param world where it will be
 * @param blobOf gives the bytes of a file by their sha256
 */
export function decode(data: unknown, world: World, blobOf: (sha256: string) => Blob): unknown {
  const known = new Map<object, unknown>()
  /** What can be done only when everything is there. */
  const later: (() => void)[] = []
  const histories = new Map<object, PackageHistory<PackageRecord>>()
  let isDone = false

  function historyOf(repository: object): PackageHistory<PackageRecord> {
    const history =
      histories.get(repository) ??
      createPackageHistory(
        () => world.clock.now(),
        () => world.switches.lagSeconds * 1000,
      )
    histories.set(repository, history)
    return history
  }

  function any(value: unknown, parent: object): unknown {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return value
    if (known.has(value)) return known.get(value)
    return object(value, parent)
  }

  function keep<Made extends object>(value: object, made: Made, fill: (made: Made) => void): Made {
    known.set(value, made)
    fill(made)
    return made
  }

  function object(value: object, parent: object): unknown {
    if (Array.isArray(value)) return keep(value, [] as unknown[], (made) => fillList(made, value))
    if (value instanceof Map) {
      return keep(value, new Map(), (made) => {
        for (const [key, item] of value) made.set(any(key, made), any(item, made))
      })
    }
    if (value instanceof Set) {
      return keep(value, new Set(), (made) => {
        for (const item of value) made.add(any(item, made))
      })
    }
    if (Object.hasOwn(value, mark)) return marked(value as Marked, parent)
    return keep(value, {} as Record<string, unknown>, (made) => fill(made, Object.entries(value)))
  }

  function marked(value: Marked, parent: object): unknown {
    switch (value[mark]) {
      case 'store':
        return keep(value, createStore(), (made) => {
          const items = fillList([], value.items) as { slugPerm: string }[]
          later.push(() => {
            for (const item of items) made.add(item)
          })
        })
      case 'packages': {
        const repository = parent as RepositoryRecord
        const { note } = historyOf(parent)
        const index = createPackageIndex(
          latestRules(world, () => repository),
          // What is put back has been there all along.
          (pkg, isThere) => isDone && note(pkg, isThere),
        )
        return keep(value, index, (made) => {
          const items = fillList([], value.items) as PackageRecord[]
          later.push(() => items.forEach(made.add))
        })
      }
      case 'blob': {
        const { sha256, references } = value
        return keep(value, blobOf(sha256), (blob) => Object.assign(blob, { references }))
      }
      case 'history':
        return keep(value, historyOf(parent), () => {})
      case 'object':
        return keep(value, {} as Record<string, unknown>, (made) => fill(made, value.entries))
    }
  }

  function fill(made: Record<string, unknown>, entries: readonly (readonly [string, unknown])[]) {
    for (const [name, item] of entries) made[name] = any(item, made)
  }

  function fillList(made: unknown[], items: readonly unknown[]): unknown[] {
    for (const item of items) made.push(any(item, made))
    return made
  }

  const root = any(data, {})
  for (const step of later) step()
  isDone = true
  return root
}
