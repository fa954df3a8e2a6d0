import type { PackageHistory } from './package-lists.ts'
import type { PackageRecord } from './records.ts'
import type { World } from './world.ts'

/** A package from some time on; undefined if it did not exist. */
interface Moment {
  readonly from: number
  readonly pkg: PackageRecord | undefined
}

/** Creates an empty history. Without a lag, nothing is stored. */
export function historyIn({ clock, switches }: Pick<World, 'clock' | 'switches'>): PackageHistory<PackageRecord> {
  const now = () => clock.now()
  /** How long lists lag behind, in milliseconds. */
  const lag = () => switches.lagSeconds * 1000
  const moments = new Map<string, Moment[]>()

  /** Drops what lists cannot show any more: all but the states within the lag, and the one before it. */
  function recent(known: readonly Moment[]): Moment[] {
    const first = known.findLastIndex(({ from }) => from <= now() - lag())
    return known.slice(Math.max(0, first))
  }

  function keep(slugPerm: string, known: Moment[]) {
    if (known.length > 1 || known[0]?.pkg !== undefined) moments.set(slugPerm, known)
    else moments.delete(slugPerm)
  }

  return {
    note(pkg, isThere) {
      if (lag() === 0) {
        moments.clear()
        return
      }
      const known = moments.get(pkg.slugPerm) ?? [{ from: Number.NEGATIVE_INFINITY, pkg: undefined }]
      keep(pkg.slugPerm, recent([...known, { from: now(), pkg: isThere ? asItIs(pkg) : undefined }]))
    },
    listed(current) {
      for (const pkg of current) {
        if (!moments.has(pkg.slugPerm)) moments.set(pkg.slugPerm, [{ from: Number.NEGATIVE_INFINITY, pkg: asItIs(pkg) }])
      }
      const packages: PackageRecord[] = []
      for (const [slugPerm, known] of moments) {
        const [first, ...later] = recent(known)
        keep(slugPerm, first === undefined ? [] : [first, ...later])
        if (first?.pkg !== undefined && first.from <= now() - lag()) packages.push(first.pkg)
      }
      return packages
    },
  }
}

/** A copy of a package that later changes do not affect. */
function asItIs(pkg: PackageRecord): PackageRecord {
  return { ...pkg, content: { ...pkg.content }, sync: { ...pkg.sync }, scanning: { ...pkg.scanning } }
}
