import { type Clock, type Cloudsmith, systemClock } from '@cloudsmith-sdk/client'
import type { Deed, Report, ReportItem } from '../apply/report.ts'
import { takeBack } from '../apply/take-back.ts'
import { removeTags } from '../package/tags.ts'
import { eachOf } from '../repository/concurrency.ts'
import type { Identity } from '../repository/identity.ts'
import { openRepository } from '../repository/repository.ts'

/** Options of {@link rollback}. */
export interface RollbackOptions {
  signal?: AbortSignal | undefined
  /** Time to wait by; for tests. Default: the machine's. */
  clock?: Clock | undefined
}

/** What became of a package of a report. */
export interface RollbackItem {
  readonly package: Identity
  /** Empty where there was nothing to undo. */
  readonly did: readonly (Extract<Deed, 'deleted' | 'moved back'> | 'untagged')[]
  /** Why it is not as it was; null where it is. */
  readonly why: string | null
}

/** What was undone. Plain data. */
export interface Rollback {
  readonly outcome: 'undone' | 'needs a human'
  /** Hash of the plan that was undone. */
  readonly plan: string
  readonly items: readonly RollbackItem[]
}

/**
 * Undoes a promotion, the last package first: deletes the copies that it made, moves back what it moved, and takes its tag from what was there
 * before. Nothing else is touched, and the last copy of anything is never deleted. May be called again: what is undone stays undone.
 *
 * @param report of `apply`, or of the error that cut it off
 * @throws {ApiError | ConnectionError} the service cannot be reached or refuses the caller: call it again
 */
export async function rollback(cloudsmith: Cloudsmith, report: Report, options: RollbackOptions = {}): Promise<Rollback> {
  const { signal, clock = systemClock } = options
  const { owner, source, destination, action } = report
  const done = new Map<string, RollbackItem['did']>()
  const kept = new Map<string, string>()

  // A tag would travel along with what is moved back; it goes before the package does, as it came after it.
  const tagged = report.items.filter((item) => item.tags.length > 0 && (action === 'move' || !isBrought(item)))
  await eachOf(tagged, async ({ destination: identifier, tags, package: pkg }) => {
    if (identifier === null) return
    const left = await removeTags(cloudsmith, { owner, repo: destination, identifier }, tags, { signal })
    const stays = tags.filter((tag) => Object.values(left.tags).some((those) => those.includes(tag)))
    if (stays.length > 0) kept.set(identifier, `the tag ${stays.join(', ')} cannot be removed from ${pkg.name}`)
    else done.set(identifier, ['untagged'])
  })

  const brought = report.items
    .filter(isBrought)
    .flatMap(({ package: pkg, source: from, destination: slug, files }) =>
      slug === null ? [] : [{ package: pkg, source: from, destination: slug, files }],
    )
  const open = (repo: string) => openRepository(cloudsmith, { owner, repo }, { signal })
  const way = { source: open(source), destination: open(destination), action }
  for (const [slug, outcome] of await takeBack(cloudsmith, way, brought, { signal, clock })) {
    if ('why' in outcome) kept.set(slug, outcome.why)
    else done.set(slug, [...(done.get(slug) ?? []), outcome.deed])
  }
  const items = report.items.map(({ package: identity, destination: slug, did }) => ({
    package: identity,
    did: done.get(slug ?? '') ?? [],
    why: did.includes('sent') ? onItsWay : (kept.get(slug ?? '') ?? null),
  }))
  const isUndone = items.every(({ why }) => why === null)
  return { outcome: isUndone ? 'undone' : 'needs a human', plan: report.plan, items }
}

const onItsWay = 'it was on its way when the run was cut off: apply the plan again, and roll that back'

/** It came by this promotion, and is still there as far as the report knows. */
const isBrought = ({ did }: ReportItem): boolean =>
  (did.includes('copied') || did.includes('moved')) && !did.includes('deleted') && !did.includes('moved back')
