import type { NativeMemory } from '../../format/native.ts'
import { worldPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'

/** Most bytes in the caches of all repositories together. */
const mostBytes = 64 * 2 ** 20

interface Kept {
  readonly byName: Map<string, Uint8Array>
  size: number
}

const keptOf = worldPart<Kept>('given out lately', { make: () => ({ byName: new Map(), size: 0 }) })

/** The cache of a format's registry for a repository. */
export function memoryOf(world: World, { slugPerm }: RepositoryRecord, format: string): NativeMemory {
  const key = (name: string) => [slugPerm, format, name].join('\n')
  return {
    get: (name) => keptOf(world).byName.get(key(name)),
    keep(name, bytes) {
      const kept = keptOf(world)
      forget(kept, key(name))
      kept.byName.set(key(name), bytes)
      kept.size += bytes.length
      for (const oldest of kept.byName.keys()) {
        if (kept.size <= mostBytes) break
        forget(kept, oldest)
      }
    },
  }
}

function forget(kept: Kept, key: string): void {
  kept.size -= kept.byName.get(key)?.length ?? 0
  kept.byName.delete(key)
}
