import type { Package } from '@cloudsmith-sdk/client'
import type { KeptFile } from '../package/files.ts'
import { reasonNotTo } from '../package/transfer.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { keyOf } from '../repository/identity.ts'
import type { StagePackage } from './read-stage.ts'
import type { RestoreItem, RestoreStep } from './restoration.ts'
import type { SnapshotItem } from './snapshot.ts'
import type { Survey } from './survey.ts'

/** A step, with what it needs. If it fails, the reason is recorded in it. */
export interface Step extends RestoreItem {
  step: RestoreStep
  from: string | null
  why: string | null
  readonly files: readonly KeptFile[]
  /** Whether it should have the tag of the stage. */
  readonly tagged: boolean
  /** Where the same package exists with the same bytes, by repository. */
  readonly copies: ReadonlyMap<string, Package>
}

/** Decides what to do about everything that differs from a snapshot. */
export function stepsFor(stage: Stage, found: Survey, items: readonly SnapshotItem[]): Step[] {
  const away = found.extra.map((held) => awayWith(held, stage, found))
  const kept = new Set(away.filter(({ step }) => step === 'keep').map((each) => keyOf(each.package)))
  const siblings = Map.groupBy(items, (item) => keyOf(item.package))
  const back = found.gone.map((item): Step => {
    const step = bringBack(item, stage, found)
    const key = keyOf(item.package)
    // If the stage had several packages of its identity, they do not obstruct each other.
    const isInTheWay = kept.has(key) && siblings.get(key)?.length === 1
    const why = isInTheWay ? `a package with its name and version but different bytes remains in ${stage.repository}` : step.why
    return step.step === 'lost' ? step : { ...step, why }
  })
  const tags = found.retagged.map(
    (held): Step => ({ ...begin(held, found), step: held.tagged ? 'untag' : 'tag', tagged: !held.tagged }),
  )
  return [...away, ...back, ...tags]
}

/** The steps of some types that have not failed. */
export const due = (steps: readonly Step[], ...kinds: readonly RestoreStep[]): Step[] =>
  steps.filter(({ step, why }) => why === null && kinds.includes(step))

/** Turns a step into a copy from another repository, preferably from one that allows the copy. Undefined if no other repository has it. */
export function asCopy(step: Step, { repository }: Stage): Step | undefined {
  const sources = [...step.copies].filter(([repo]) => repo !== repository)
  const [from, row] = sources.find(([, each]) => reasonNotTo(each, 'copy') === undefined) ?? sources[0] ?? []
  if (from === undefined || row === undefined) return undefined
  const reason = reasonNotTo(row, 'copy')?.replace(/\.$/, '')
  return { ...step, step: 'copy', from, why: reason === undefined ? null : `it cannot be copied from ${from}: ${reason}` }
}

function awayWith(held: StagePackage, stage: Stage, found: Survey): Step {
  const step = begin(held, found)
  if (stage.shared) return { ...step, step: 'untag', tagged: false }
  if (!held.isSynchronised) return { ...step, step: 'keep', why: 'it is not synchronised yet, so its bytes are not known' }
  if (step.copies.size > 0) return { ...step, step: 'delete' }
  return { ...step, step: 'keep', why: 'no other stage has it with these bytes, and the last copy is never deleted' }
}

function bringBack(item: SnapshotItem, stage: Stage, found: Survey): Step {
  const step = begin(item, found)
  const there = step.copies.get(stage.repository)
  if (there !== undefined) return { ...step, slugPerm: there.slug_perm, step: 'tag' }
  if (found.binned.has(item.slugPerm)) return { ...step, step: 'restore' }
  return asCopy(step, stage) ?? { ...step, step: 'lost', why: 'neither the recycle bin nor another stage has its bytes' }
}

const begin = (
  { package: identity, slugPerm, files, tagged }: Omit<SnapshotItem, 'tagged'> & { tagged: boolean },
  found: Survey,
): Step => ({
  ...{ package: identity, slugPerm, files, tagged },
  ...{ step: 'keep', from: null, why: null },
  copies: found.copiesOf({ package: identity, files }),
})
