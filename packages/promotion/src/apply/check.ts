import type { Package } from '@cloudsmith-sdk/client'
import { describeAnswer } from '../gates/explain.ts'
import { judge } from '../gates/judge.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import { nameOf } from '../package/describe.ts'
import { filesOf, sameFiles } from '../package/files.ts'
import { standingsOf } from '../package/standing.ts'
import { hasTag } from '../package/tags.ts'
import { reasonNotTo } from '../package/transfer.ts'
import { isInStage } from '../pipeline/stage-rows.ts'
import { isSent } from '../plan/is-sent.ts'
import { knowledgeAt } from '../plan/knowledge-at.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import type { RowsByKey } from '../repository/repository.ts'
import { checkHolds } from './check-holds.ts'
import { isOpen, type Journey, rowsFor } from './journey.ts'
import { newerByNow } from './newer-by-now.ts'
import type { Run } from './run.ts'
import { verdictOf } from './verdict.ts'

/** What gates are asked with beside the packages. */
export type Asked = Pick<Knowledge, 'waivers' | 'approvals' | 'requestedBy'>

/**
 * Looks at both sides before anything is sent: what is at the destination already counts as done, and the rest has to be as the plan says.
 * Holds are read and gates are asked again; where one holds a package now, nothing of the plan is sent.
 *
 * @returns the rows of the destination
 * @throws {PlanError} the world is not as the plan says; nothing was sent
 */
export async function check(run: Run, asked: Asked, holdStore: HoldStore | undefined): Promise<RowsByKey> {
  const { plan, from, stage, journeys, source, destination, clock } = run
  const travelling = journeys.filter(isOpen)
  const newer = newerByNow(run, travelling)
  const identities = travelling.map(({ item }) => item.package)
  const rows = new Map(await destination.find(identities, newer.besides))
  const now = new Date(clock.now())
  const kindOf = (journey: Journey) => verdictOf(journey, rowsFor(journey, rows, plan), stage, now).kind
  const missing = travelling.filter((journey) => ['absent', 'other bytes'].includes(kindOf(journey)))
  const marking = travelling.filter(({ item }) => item.outcome === 'promote' && !isSent(item))
  // Inside of one repository both sides have been read already.
  const sources =
    plan.action === 'tag'
      ? bySlug(rows)
      : await source.bySlug(
          [...new Set([...missing, ...marking])].map(({ item }) => item),
          plan.found ?? undefined,
        )
  await recogniseSiblings()

  const absent = travelling.filter((journey) => kindOf(journey) === 'absent')
  const unmarked = marking.filter((journey) => kindOf(journey) !== 'absent' && !isDelivered(journey))
  const newestAbove = await newer.above()
  const changes: string[] = []
  for (const journey of travelling) {
    if (kindOf(journey) === 'other bytes')
      changes.push(`${plan.destination} has other bytes of ${nameOf(journey.item.package)} now`)
  }
  for (const journey of [...absent, ...unmarked]) {
    const change = await changeOf(journey, sources.get(journey.item.slugPerm))
    if (change !== undefined) changes.push(`${nameOf(journey.item.package)} ${change}`)
  }
  if (changes.length > 0) {
    throw new PlanError(`The world is not as the plan says, and nothing was sent: ${changes.join('; ')}. Plan again.`)
  }
  for (const journey of travelling) journey.delivered = isDelivered(journey)
  const sending = [...absent, ...unmarked]
  await checkHolds(run, { sources, sending, holdStore }, (journey) => rowsFor(journey, rows, plan))
  await askGates(
    sending.flatMap((journey) => {
      const row = sources.get(journey.item.slugPerm)
      return row === undefined ? [] : [{ journey, row }]
    }),
  )
  return rows

  function isDelivered(journey: Journey): boolean {
    const there = rowsFor(journey, rows, plan).find((row) => !row.is_sync_failed && sameFiles(journey.files, filesOf(row)))
    return hasTag(there, plan.tag) && !journey.item.carriesTag
  }

  /** Bytes that came to stand beside a package since it was planned are its sibling's where the source has them too. */
  async function recogniseSiblings() {
    const contested = missing.filter((journey) => kindOf(journey) === 'other bytes')
    const known = contested.flatMap(({ item }) => sources.get(item.slugPerm) ?? [])
    const standings = await standingsOf(known, rows, source)
    for (const journey of contested) journey.siblings = standings.get(journey.item.slugPerm)?.siblings ?? journey.siblings
  }

  /** What is no longer as the plan says of a package that is not at the destination, or has no tag there. */
  async function changeOf(journey: Journey, row: Package | undefined): Promise<string | undefined> {
    const { item, key } = journey
    if (!isSent(item) && kindOf(journey) === 'absent') return `has left ${plan.destination}`
    if (row === undefined) return (await movedAlready({ item, key })) ? undefined : `has left ${plan.source}`
    if (keyOfRow(row) !== key) return `is ${nameOf(identityOf(row))} now`
    if (!sameFiles(item.files, filesOf(row))) return 'has other bytes now'
    if (!isInStage(from, row)) return `has left ${from.name}`
    const above = newestAbove(item)
    if (above !== undefined) return `is lower than ${above} now, the newest in ${stage.name}, so that latest may move back`
    return reasonNotTo(row, isSent(item) ? plan.action : 'tag')
      ?.replace(/^it /, '')
      .replace(/\.$/, '')
  }

  /** Lists may lag behind a move that was made a moment ago; the package itself does not. */
  async function movedAlready({ item, key }: Pick<Journey, 'item' | 'key'>): Promise<boolean> {
    if (plan.action !== 'move') return false
    const row = await destination.one(item.slugPerm)
    if (row === undefined) return false
    rows.set(key, [...(rows.get(key) ?? []), row])
    return true
  }

  async function askGates(candidates: readonly { journey: Journey; row: Package }[]) {
    const sourceRows = candidates.map(({ row }) => row)
    const about = { ...asked, now, plan: plan.hash }
    const known = await knowledgeAt(run.cloudsmith, source, { from: plan.from, to: stage }, sourceRows, about, run.signal)
    for (const { journey, row } of candidates) {
      if (journey.held) continue
      const { result, reasons } = await judge(stage.gates, known(row))
      if (result === 'pass') continue
      journey.held = true
      journey.outcome = result === 'block' ? 'blocked' : 'waiting'
      journey.reasons = reasons.map((answer) => `${answer.gate}: ${describeAnswer(answer)}`)
    }
    const holding = candidates.find(({ journey }) => journey.held)
    for (const { journey } of candidates) {
      if (holding === undefined || journey.held) continue
      journey.held = true
      journey.reasons = [`nothing of the plan is sent while ${nameOf(holding.journey.item.package)} is held`]
    }
  }
}

const bySlug = (rows: RowsByKey): ReadonlyMap<string, Package> =>
  new Map([...rows.values()].flat().map((row) => [row.slug_perm, row]))
