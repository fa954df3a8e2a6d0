import type { Package } from '@cloudsmith-sdk/client'
import { describeAnswer } from '../gates/explain.ts'
import { judge } from '../gates/judge.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import { nameOf } from '../package/describe.ts'
import { filesOf, sameFiles } from '../package/files.ts'
import { hasTag } from '../package/tags.ts'
import { reasonNotTo } from '../package/transfer.ts'
import { knowledgeAt } from '../plan/knowledge-at.ts'
import { standingsOf } from '../plan/standing.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { PlanError } from '../repository/plan-error.ts'
import type { RowsByKey } from '../repository/repository.ts'
import { isOpen, type Journey } from './journey.ts'
import type { Run } from './run.ts'
import { verdictOf } from './verdict.ts'

/** What gates are asked with beside the packages. */
export type Asked = Pick<Knowledge, 'waivers' | 'approvals' | 'requestedBy'>

/**
 * Looks at both sides before anything is sent: what is at the destination already counts as done, and the rest has to be as the plan says.
 * Gates are asked again; where one holds a package now, nothing of the plan is sent.
 *
 * @returns the rows of the destination
 * @throws {PlanError} the world is not as the plan says; nothing was sent
 */
export async function check(run: Run, asked: Asked): Promise<RowsByKey> {
  const { plan, stage, journeys, source, destination, clock } = run
  const travelling = journeys.filter(isOpen)
  const rows = new Map(await destination.find(travelling.map(({ item }) => item.package)))
  const now = new Date(clock.now())
  const kindOf = (journey: Journey) => verdictOf(journey, rows.get(journey.key) ?? [], stage, now).kind
  const missing = travelling.filter((journey) => ['absent', 'other bytes'].includes(kindOf(journey)))
  const sources = await source.bySlug(missing.map(({ item }) => item))
  await recogniseSiblings()

  const absent = travelling.filter((journey) => kindOf(journey) === 'absent')
  const changes: string[] = []
  for (const journey of travelling) {
    if (kindOf(journey) === 'other bytes')
      changes.push(`${plan.destination} has other bytes of ${nameOf(journey.item.package)} now`)
  }
  for (const journey of absent) {
    const change = await changeOf(journey, sources.get(journey.item.slugPerm))
    if (change !== undefined) changes.push(`${nameOf(journey.item.package)} ${change}`)
  }
  if (changes.length > 0) {
    throw new PlanError(`The world is not as the plan says, and nothing was sent: ${changes.join('; ')}. Plan again.`)
  }
  for (const journey of travelling) {
    const there = rows.get(journey.key)?.find((row) => !row.is_sync_failed && sameFiles(journey.files, filesOf(row)))
    journey.delivered = hasTag(there, plan.tag) && !journey.item.carriesTag
  }
  await askGates(
    absent.flatMap((journey) => {
      const row = sources.get(journey.item.slugPerm)
      return row === undefined ? [] : [{ journey, row }]
    }),
  )
  return rows

  /** Bytes that came to stand beside a package since it was planned are its sibling's where the source has them too. */
  async function recogniseSiblings() {
    const contested = missing.filter((journey) => kindOf(journey) === 'other bytes')
    const known = contested.flatMap(({ item }) => sources.get(item.slugPerm) ?? [])
    const standings = await standingsOf(known, rows, source)
    for (const journey of contested) journey.siblings = standings.get(journey.item.slugPerm)?.siblings ?? journey.siblings
  }

  /** What is no longer as the plan says of a package that is not at the destination. */
  async function changeOf({ item, key }: Journey, row: Package | undefined): Promise<string | undefined> {
    if (item.outcome === 'already there') return `has left ${plan.destination}`
    if (row === undefined) return (await movedAlready({ item, key })) ? undefined : `has left ${plan.source}`
    if (keyOfRow(row) !== key) return `is ${nameOf(identityOf(row))} now`
    if (!sameFiles(item.files, filesOf(row))) return 'has other bytes now'
    return reasonNotTo(row, plan.action)?.replace(/^it /, '').replace(/\.$/, '')
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
