import {
  ApiError,
  AuthenticationError,
  type Cloudsmith,
  NotFoundError,
  RateLimitError,
  ServerError,
} from '@cloudsmith-sdk/client'
import { type Report, type ReportItem, requireReport } from '../apply/report.ts'
import { takeBack } from '../apply/take-back.ts'
import type { UndoHold } from '../hold/undo-hold.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { hasTag, removeTags } from '../package/tags.ts'
import { eachOf } from '../repository/concurrency.ts'
import { openRepository } from '../repository/repository.ts'
import { holdRolledBack } from './hold-undone.ts'
import { cutOff, RollbackInterruptedError } from './interrupted-error.ts'
import { previewRollback } from './preview-rollback.ts'
import { recordRollback } from './record-rollback.ts'
import { onItsWay, workOf } from './rollback-work.ts'
import type { Rollback, RollbackItem } from './rolled-back.ts'

/** Options of {@link rollback}. */
export interface RollbackOptions {
  /** Only report what would be undone: nothing is held, taken away or written to the ledger. Default: false. */
  dryRun?: boolean | undefined
  /**
   * Who puts the removed packages on hold, and why, so that no automation brings them back until somebody resumes them; false: nothing is put
   * on hold. Default: the rollback itself, with the digest of the plan.
   */
  hold?: UndoHold | undefined
  /**
   * Records the beginning of the rollback, with by whom and why from `hold`, and its result. If recording the beginning fails, the rollback
   * stops before anything is removed. Default: nothing is recorded.
   */
  ledger?: Ledger | undefined
  /** Aborts the rollback, which then throws {@link RollbackInterruptedError}. */
  signal?: AbortSignal | undefined
}

/**
 * Undoes a promotion: deletes the copies that it made, moves back what it moved, and removes its tag from packages that were there before.
 * Nothing else is changed: packages that an earlier plan delivered keep their tag, and the last copy of a package is never deleted. A package
 * that is already gone counts as undone, whoever removed it. Safe to call again: what is undone stays undone.
 *
 * Packages are put on hold before they are removed, wherever they could be promoted from again: see `hold`.
 *
 * Costs two requests for each package that is put on hold, one for each tag that is removed, and a few for everything else, however large the
 * repositories are.
 *
 * @param report of `apply`, or of the error that interrupted it
 * @throws {DocumentError} it is not a report of this version
 * @throws {HoldError} a package cannot be put on hold; nothing was removed
 * @throws {RollbackInterruptedError} it was aborted, the service cannot be reached or refuses the credentials, or the result could not be
 * recorded; `rollback` tells what was done
 */
export async function rollback(cloudsmith: Cloudsmith, report: Report, options: RollbackOptions = {}): Promise<Rollback> {
  requireReport(report)
  const { dryRun = false, signal, hold, ledger } = options
  if (dryRun) return await previewRollback(cloudsmith, report, signal)
  const { owner, source, destination, action, plan } = report
  const timeNow = () => new Date(cloudsmith.clock.now()).toISOString()
  const recording = recordRollback(ledger, { plan, hold, startedAt: timeNow() })
  const done = new Map<string, RollbackItem['did']>()
  const kept = new Map<string, string>()

  await recording.begin()
  // Before anything is removed: if the process dies in between, nothing must be left that automation would bring back.
  const completeHold = await holdRolledBack(cloudsmith, report, { hold, signal })
  const { tagged, brought } = workOf(report)
  try {
    // A moved package takes its tags along, so the tag is removed before the package is moved back.
    await eachOf(tagged, untag)
    if (action !== 'tag' && brought.length > 0) {
      const open = (repo: string) => openRepository(cloudsmith, { owner, repo }, { signal })
      const way = { source: open(source), destination: open(destination), action }
      for (const [slug, outcome] of await takeBack(cloudsmith, way, brought, signal)) {
        if ('why' in outcome) kept.set(slug, outcome.why)
        else done.set(slug, [...(done.get(slug) ?? []), outcome.deed])
      }
    }
    await completeHold()
  } catch (error) {
    for (const { destination: slug } of [...tagged, ...brought]) if (slug !== null && !done.has(slug)) kept.set(slug, cutOff)
    const cut: Rollback = { ...undone(), outcome: 'interrupted' }
    // The original error is what must be reported, even if recording it fails as well.
    await recording.end(cut, timeNow()).catch(() => {})
    throw new RollbackInterruptedError(cut, error)
  }
  const all = undone()
  await recording.end(all, timeNow()).catch((error: unknown) => {
    throw new RollbackInterruptedError(all, error)
  })
  return all

  function undone(): Rollback {
    const items = report.items.map(({ package: identity, destination: slugPerm, did }) => ({
      package: identity,
      slugPerm,
      did: done.get(slugPerm ?? '') ?? [],
      why: did.includes('sent') ? onItsWay : (kept.get(slugPerm ?? '') ?? null),
    }))
    const isUndone = items.every(({ why }) => why === null)
    return { outcome: isUndone ? 'undone' : 'needs a human', plan, items }
  }

  async function untag({ destination: identifier, tags }: ReportItem) {
    if (identifier === null) return
    try {
      const row = await removeTags(cloudsmith, { owner, repo: destination, identifier }, tags, { signal })
      const stays = tags.filter((tag) => hasTag(row, tag))
      if (stays.length === 0) done.set(identifier, ['untagged'])
      else kept.set(identifier, `the service keeps the tag ${stays.join(', ')}`)
    } catch (error) {
      if (!(error instanceof ApiError) || error instanceof ServerError || isFinal(error)) throw error
      // A package that is gone has no tag.
      if (!(error instanceof NotFoundError)) kept.set(identifier, `the tag cannot be removed: ${error.detail ?? error.message}`)
    }
  }
}

const isFinal = (error: ApiError): boolean => error instanceof AuthenticationError || error instanceof RateLimitError
