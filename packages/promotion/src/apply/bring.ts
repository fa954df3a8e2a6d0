import { isDuplicate } from '../package/failed-sync.ts'
import { isSent } from '../plan/is-sent.ts'
import { inBulk } from '../repository/bulk.ts'
import { attempts, listLag } from '../repository/limits.ts'
import type { RowsByKey } from '../repository/repository.ts'
import { hasHiddenDuplicate } from './hidden-duplicate.ts'
import { isOpen, type Journey, rowsFor } from './journey.ts'
import { pauseBefore } from './pause.ts'
import type { Run } from './run.ts'
import { verdictOf } from './verdict.ts'

/**
 * Brings packages to the destination. Each round checks the destination and does what is due, until every package is verified there or has failed, or
 * time is up. The only state that rounds share is how often something was tried.
 */
export async function bring(run: Run, first: RowsByKey): Promise<void> {
  const { stage, plan, destination, signal, deadline, tell, needs } = run
  const { clock } = run.cloudsmith
  const duplicates = new Map<string, Journey>()
  let rows = first
  /** When those rows were requested: a response may arrive long after the state that it describes. */
  let askedAt = clock.now()
  let open = needs.inOrder.filter(isOpen)
  for (let look = 0; open.length > 0; look++) {
    const next = open.map((journey) => ({ journey, step: settle(journey) }))
    const due = (step: Step) => next.filter((each) => each.step === step).map(({ journey }) => journey)
    const sending = due('send')
    // Packages sent for the first time arrive as quickly as the ones before them, so the pauses start over.
    if (sending.some(({ sends }) => sends === 0)) look = 0
    await resync(run, due('resync'))
    await send(run, sending)
    // Dependencies that were added only for packages held by now need not be sent any more.
    needs.holdLacking(open.filter(isWaiting))
    open = needs.inOrder.filter(isOpen)
    if (open.length === 0 || clock.now() >= deadline) break
    const looked = open.filter((journey) => !isWaiting(journey))
    const pause = Math.min(pauseBefore({ look, sent: looked.length, open: looked }), deadline - clock.now())
    const scanning = open.filter(({ row }) => row?.is_sync_completed).length
    tell({ type: 'looked', pending: open.length, scanning, pause })
    await clock.sleep(pause, signal)
    askedAt = clock.now()
    const seen = await destination.findRecent(
      looked.map(({ item }) => item.package),
      rows,
    )
    rows = new Map([...rows, ...seen])
  }
  await discard(run, duplicates)

  /** Records what was seen of a package, and returns what has to be done about it. */
  function settle(journey: Journey): Step | undefined {
    const found = rowsFor(journey, rows, plan)
    for (const row of found) if (isDuplicate(row)) duplicates.set(row.slug_perm, journey)
    const seen = verdictOf(journey, found, stage, new Date(clock.now()))
    journey.row = seen.kind === 'absent' ? undefined : seen.row
    // A delivered package is done; whatever happened to it since is drift.
    if (journey.delivered && seen.kind !== 'absent' && seen.kind !== 'other bytes') {
      arrive(journey, seen.kind === 'good' ? seen.scan : undefined)
      if (seen.kind === 'failed') journey.reasons = [`it was delivered before, but since then: ${seen.why}`]
      return undefined
    }
    switch (seen.kind) {
      case 'absent': {
        const awaited = isWaiting(journey) ? needs.awaited(journey) : undefined
        if (awaited === undefined) return isDue(journey) ? 'send' : undefined
        journey.reasons = [awaited]
        return undefined
      }
      case 'pending':
        journey.reasons = [seen.why]
        return undefined
      case 'not scanned again':
        journey.held = true
        journey.reasons = [seen.why]
        return undefined
      case 'good':
        if (plan.action === 'copy' && hasHiddenDuplicate(journey, seen.row, found, askedAt)) {
          journey.reasons = ['another run has sent it, and lists do not yet show what this run sent']
        } else arrive(journey, seen.scan)
        return undefined
      case 'stuck':
        if (plan.action !== 'tag' && journey.resyncs + 1 < attempts) return 'resync'
        fail(run, journey, seen.why)
        return undefined
      case 'failed':
        fail(run, journey, seen.why)
        return undefined
      case 'other bytes':
        journey.outcome = 'conflict'
        journey.reasons = [`${plan.destination} has a package with its name and version, but different bytes`]
        return undefined
    }
  }

  function arrive(journey: Journey, scan: Journey['scan']) {
    journey.scan = scan
    journey.outcome = journey.item.outcome === 'already there' ? 'already there' : 'promoted'
    journey.reasons = []
    tell({ type: 'arrived', package: journey.item.package })
  }

  /** A package that was sent but is not listed is sent again only once lists must have caught up. A second copy fails, and is deleted. */
  function isDue(journey: Journey): boolean {
    const isNew = isSent(journey.item)
    if (isNew && journey.sends === 0) return true
    if (isNew && askedAt - journey.sentAt < listLag) return false
    if (isNew && journey.sends < attempts) return true
    journey.outcome = journey.refusal === undefined ? 'failed' : 'blocked'
    journey.reasons = [
      journey.refusal ?? (isNew ? `it was sent ${attempts} times but does not appear in the destination` : 'it has left'),
    ]
    return false
  }
}

/** This run has not sent it, and nobody else has brought it. */
const isWaiting = ({ item, sends, row }: Journey): boolean => isSent(item) && sends === 0 && row === undefined

/** What a round does about a package that is missing, or that failed to synchronise. */
type Step = 'send' | 'resync'

/** Marks a package as failed, and emits the event. */
export function fail({ tell }: Run, journey: Journey, why: string): void {
  journey.outcome = 'failed'
  journey.reasons = [why]
  tell({ type: 'failed', package: journey.item.package, why })
}

async function send(run: Run, sending: readonly Journey[]): Promise<void> {
  if (sending.length === 0) return
  const { cloudsmith, plan, source, signal, tell } = run
  const bySlug = new Map(sending.map((journey) => [journey.item.slugPerm, journey]))
  for (const journey of sending) {
    journey.sends += 1
    journey.sentAt = cloudsmith.clock.now()
  }
  const action = plan.action === 'move' ? 'Move' : 'Copy'
  const task = { owner: source.owner, repo: source.repo, action, target: plan.destination } as const
  const { refused } = await inBulk(cloudsmith, task, [...bySlug.keys()], signal)
  for (const [slug, why] of refused) {
    const journey = bySlug.get(slug)
    if (journey === undefined) continue
    // A package that another run moved a moment ago is refused here, yet appears at the destination.
    journey.refusal = `the service refused it: ${why}`
    journey.reasons = [journey.refusal]
    if (plan.action === 'copy') journey.outcome = 'blocked'
  }
  tell({ type: 'sent', packages: sending.filter(({ item }) => !refused.has(item.slugPerm)).map(({ item }) => item.package) })
}

/** Synchronises packages again that failed without a reason that would recur. */
async function resync({ cloudsmith, destination: { owner, repo }, signal }: Run, stuck: readonly Journey[]): Promise<void> {
  for (const journey of stuck) {
    if (journey.row === undefined) continue
    journey.resyncs += 1
    await cloudsmith.packages.resync({ owner, repo, identifier: journey.row.slug_perm }, { signal, idempotent: true })
  }
}

/** Deletes the failed entries that a lost response or another promoter left beside packages that have arrived. */
async function discard({ cloudsmith, destination: { owner, repo }, signal }: Run, duplicates: ReadonlyMap<string, Journey>) {
  const useless = [...duplicates].filter(([, { row }]) => row !== undefined)
  if (useless.length === 0) return
  const slugs = useless.map(([slug]) => slug)
  const { refused } = await inBulk(cloudsmith, { owner, repo, action: 'Delete' }, slugs, signal)
  for (const [slug, journey] of useless) {
    const why = refused.get(slug)
    if (why !== undefined) journey.reasons = [...journey.reasons, `a failed duplicate of it (${slug}) cannot be deleted: ${why}`]
  }
}
