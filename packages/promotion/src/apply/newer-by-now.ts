import type { Package } from '@cloudsmith-sdk/client'
import { isThere } from '../plan/arrived-before.ts'
import { type Versioned, versionedOf } from '../plan/newest.ts'
import { besidesOf, newestAt } from '../plan/newest-at.ts'
import type { PlanItem } from '../plan/plan.ts'
import { keyOfRow } from '../repository/identity.ts'
import type { Besides } from '../repository/queries.ts'
import type { Journey } from './journey.ts'
import type { Run } from './run.ts'

/** Versions that reached a stage after the plan was made, and are newer than what the plan brings. */
export interface NewerByNow {
  /** What to look up besides the packages of the plan. */
  readonly besides: Besides & { met?: (row: Package) => void }
  /** Returns, for each item that is lower, the newest version in the stage. Call it after the destination has been read. */
  above(): Promise<(item: PlanItem) => string | undefined>
}

/** Watches the destination for newer versions if the stage does not let latest move back. What the plan itself brought does not count. */
export function newerByNow(
  { cloudsmith, stage, destination, signal }: Omit<Run, 'tell'>,
  travelling: readonly Journey[],
): NewerByNow {
  if (stage.latest !== 'block') return { besides: {}, above: async () => () => undefined }
  const own = new Set(travelling.filter(({ item }) => item.outcome !== 'already there').map(({ key }) => key))
  const there: Versioned[] = []
  const met = (row: Package) => {
    if (isThere(stage, row) && !own.has(keyOfRow(row))) there.push(versionedOf(row))
  }
  return {
    besides: { ...besidesOf(stage), met },
    async above() {
      const wanted = travelling.map(({ item }) => item.package)
      const newest = await newestAt(cloudsmith, destination, wanted, there, signal)
      return (item) => newest.above(item.package)
    },
  }
}
