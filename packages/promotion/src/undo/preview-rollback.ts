import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Report, ReportItem } from '../apply/report.ts'
import { isCopyOf, neitherIn } from '../apply/take-back.ts'
import { hasTag } from '../package/tags.ts'
import { keyOf } from '../repository/identity.ts'
import { openRepository } from '../repository/repository.ts'
import { onItsWay, workOf } from './rollback-work.ts'
import type { Rollback, RollbackItem } from './rolled-back.ts'

type Preview = Pick<RollbackItem, 'did' | 'why'>

const nothing: Preview = { did: [], why: null }

/** Says what a rollback would do, by what the repositories contain now. Sends only requests that read. */
export async function previewRollback(
  cloudsmith: Cloudsmith,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<Rollback> {
  const { owner, action, plan, items } = report
  const { tagged, brought } = workOf(report)
  const open = (repo: string) => openRepository(cloudsmith, { owner, repo }, { signal })
  const [source, destination] = [open(report.source), open(report.destination)]
  const known = items.flatMap(({ package: identity, destination: slugPerm }) =>
    slugPerm === null ? [] : [{ package: identity, slugPerm }],
  )
  const there = await destination.bySlug(known)
  const bySlug = new Map(brought.map((each) => [each.destination, each]))
  const losesTags = new Set(tagged)
  // Only what is needed for the action is read: the originals of copies, or the new place of what was moved.
  const originals = action === 'copy' ? await source.find(brought.map((each) => each.package)) : undefined
  const back =
    action === 'move'
      ? await source.bySlug(brought.map((each) => ({ package: each.package, slugPerm: each.destination })))
      : undefined

  const previews = items.map((item) => ({ package: item.package, slugPerm: item.destination, ...previewOf(item) }))
  const isUndone = previews.every(({ why }) => why === null)
  return { dryRun: true, outcome: isUndone ? 'undone' : 'needs a human', plan, items: previews }

  function previewOf(item: ReportItem): Preview {
    if (item.did.includes('sent')) return { did: [], why: onItsWay }
    const row = there.get(item.destination ?? '')
    const untagged = losesTags.has(item) && row !== undefined && item.tags.some((tag) => hasTag(row, tag))
    const each = bySlug.get(item.destination ?? '')
    if (each === undefined) return untagged ? { did: ['untagged'], why: null } : nothing
    if (action === 'move') {
      if (row !== undefined) return { did: [...(untagged ? (['untagged'] as const) : []), 'moved back'], why: null }
      return back?.has(each.destination) ? nothing : { did: [], why: neitherIn(source.repo, destination.repo) }
    }
    if (row === undefined) return nothing
    const isElsewhere = originals?.get(keyOf(each.package))?.some((original) => isCopyOf(original, each)) ?? false
    if (isElsewhere) return { did: ['deleted'], why: null }
    return { did: [], why: `it would be kept, because it is the last copy: ${source.repo} no longer has its bytes` }
  }
}
