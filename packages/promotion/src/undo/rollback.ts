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
   * By whom and why what is taken away is held afterwards, so that no automation brings it back until somebody resumes it; false: nothing is held.
   * Default: by the rollback, with the digest of the plan, because it was rolled back.
   */
  hold?: UndoHold | undefined
  /**
   * Where is written down that it was begun, by whom and why as `hold` says, and what came of it. What it throws before stops the rollback before
   * anything is taken away. Default: nowhere.
   */
  ledger?: Ledger | undefined
  signal?: AbortSignal | undefined
}

/**
 * Undoes a promotion, the last package first: deletes the copies that it made, moves back what it moved, and takes its tag from what was there
 * before. Nothing else is touched: what an earlier plan delivered keeps its tag, and the last copy of anything is never deleted. What is gone
 * already, whoever did it, counts as undone. May be called again: what is undone stays undone.
 *
 * What is taken away is held where it could come from again, before anything else is done: see `hold`.
 *
 * Costs two requests for each package that is held and one for each tag that is taken off, and few for all the rest, however large the
 * repositories are.
 *
 * @param report of `apply`, or of the error that cut it off
 * @throws {DocumentError} it is no report of this version
 * @throws {HoldError} something cannot be held; nothing was taken away
 * @throws {RollbackInterruptedError} it was aborted, the service cannot be reached or refuses the caller, or what was done could not be written
 *   down; `rollback` tells what was done
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
  // Before anything is taken away: whoever dies in between must leave nothing that automation brings back.
  const completeHold = await holdRolledBack(cloudsmith, report, { hold, signal })
  const { tagged, brought } = workOf(report)
  try {
    // A tag would travel along with what is moved back; it goes before the package does, as it came after it.
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
    // What cut it off is what has to be told, also where this cannot be written down.
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
      // What is gone has no tag any more.
      if (!(error instanceof NotFoundError)) kept.set(identifier, `the tag cannot be removed: ${error.detail ?? error.message}`)
    }
  }
}

const isFinal = (error: ApiError): boolean => error instanceof AuthenticationError || error instanceof RateLimitError
