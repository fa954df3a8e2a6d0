import type { Package } from '@cloudsmith-sdk/client'
import { describeAnswer } from '../gates/explain.ts'
import { type Judgement, judge, waiversIn } from '../gates/judge.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import type { HoldStore } from '../hold/hold-store.ts'
import { nameOf } from '../package/describe.ts'
import { filesOf, sameFiles } from '../package/files.ts'
import { standingsOf } from '../package/standing.ts'
import { hasTag } from '../package/tags.ts'
import { reasonNotTo } from '../package/transfer.ts'
import { isInStage } from '../pipeline/stage-rows.ts'
import { subjectsUnder } from '../plan/digest.ts'
import { goes, isSent } from '../plan/is-sent.ts'
import { outcomeOf } from '../plan/item.ts'
import { knowledgeAt } from '../plan/knowledge-at.ts'
import { retentionAt } from '../plan/retention-at.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { ChangedError } from '../repository/plan-error.ts'
import type { RowsByKey } from '../repository/repository.ts'
import { plural } from '../text/plural.ts'
import { checkHolds } from './check-holds.ts'
import { isOpen, type Journey, rowsFor } from './journey.ts'
import { newerByNow } from './newer-by-now.ts'
import type { Run } from './run.ts'
import { hold, holdImages, holdTogether } from './together.ts'
import { verdictOf } from './verdict.ts'

/** What gates need to know besides the packages. */
export type Asked = Pick<Knowledge, 'waivers' | 'consents' | 'refused' | 'personOf' | 'groupsOf' | 'requestedBy'>

/**
 * Checks both repositories before anything is sent. What is already at the destination counts as done; everything else must be as planned. Holds are
 * read and gates evaluated again, including for packages that only gates blocked when the plan was made: approvals, waivers, scans and time may have
 * come since.
 *
 * @returns the rows of the destination
 * @throws {ChangedError} packages or settings have changed since the plan was made; nothing was sent
 */
export async function check(run: Run, asked: Asked, holdStore: HoldStore | undefined): Promise<RowsByKey> {
  const { plan, from, stage, journeys, source, destination, cloudsmith } = run
  const travelling = journeys.filter(isOpen)
  const newer = newerByNow(run, travelling)
  const identities = travelling.map(({ item }) => item.package)
  const rows = new Map(await destination.find(identities, newer.besides))
  const now = new Date(cloudsmith.clock.now())
  const kindOf = (journey: Journey) => verdictOf(journey, rowsFor(journey, rows, plan), stage, now).kind
  const missing = travelling.filter((journey) => ['absent', 'other bytes'].includes(kindOf(journey)))
  // A package that no gate has let through may be there all the same, if somebody copied it by hand.
  const unjudged = travelling.filter(({ item }) => item.outcome !== 'promote' && item.outcome !== 'already there')
  const marking = travelling.filter(({ item }) => item.outcome !== 'already there' && !isSent(item))
  // Within one repository, both sides have already been read.
  const sources =
    plan.action === 'tag'
      ? bySlug(rows)
      : await source.bySlug(
          [...new Set([...missing, ...marking, ...unjudged])].map(({ item }) => item),
          plan.estimates.found ?? undefined,
        )
  await recogniseSiblings()

  const absent = travelling.filter((journey) => kindOf(journey) === 'absent')
  const unmarked = marking.filter((journey) => kindOf(journey) !== 'absent' && !isDelivered(journey))
  const newestAbove = await newer.above()
  await leaveOutWhatChanged()
  for (const journey of travelling) journey.delivered = isDelivered(journey)
  const sending = [...absent, ...unmarked].filter(isOpen)
  await checkHolds(run, { sources, sending, holdStore }, (journey) => rowsFor(journey, rows, plan))
  const asking = new Set([...sending, ...unjudged.filter((journey) => isOpen(journey) && !journey.delivered)])
  await askGates(
    [...asking].flatMap((journey) => {
      const row = sources.get(journey.item.slugPerm) ?? thereOf(journey)
      return row === undefined ? [] : [{ journey, row }]
    }),
  )
  await askRetention(sending.filter((journey) => isOpen(journey) && isSent(journey.item)))
  holdImages(journeys, [...asking])
  run.needs.holdLacking(asking)
  holdTogether(plan, travelling, sending)
  return rows

  /** @throws {ChangedError} something has changed, and the plan is to be refused then */
  async function leaveOutWhatChanged() {
    const concerned = new Set([...absent, ...unmarked])
    const changed: { journey: Journey; change: string; isConflict: boolean }[] = []
    for (const journey of travelling) {
      const isConflict = kindOf(journey) === 'other bytes'
      const change = isConflict
        ? `${plan.destination} now has it with different bytes`
        : concerned.has(journey)
          ? await changeOf(journey, sources.get(journey.item.slugPerm))
          : undefined
      if (change !== undefined) changed.push({ journey, change, isConflict })
    }
    const promised = changed.filter(({ journey: { item } }) => item.outcome === 'already there' || goes(item))
    if (plan.rules.changed === 'refuse' && promised.length > 0) {
      const list = promised.map(({ journey, change }) => `${nameOf(journey.item.package)}: ${change}`)
      throw new ChangedError(
        `Packages or settings have changed since the plan was made, and nothing was sent: ${list.join('; ')}. Plan again.`,
      )
    }
    for (const { journey, change, isConflict } of changed) hold(journey, isConflict ? 'conflict' : 'blocked', [change])
  }

  /** If the stage allows no losses, nothing new is sent while retention may delete a package to make room for it. */
  async function askRetention(coming: readonly Journey[]) {
    if (stage.retention !== 'block' || plan.action === 'tag') return
    const arriving = coming.flatMap(({ item }) => sources.get(item.slugPerm) ?? [])
    const losses = (await retentionAt(run.cloudsmith, destination, arriving, run.signal))(arriving).length
    if (losses === 0) return
    for (const journey of coming)
      hold(journey, 'blocked', [`retention at ${plan.destination} may delete ${plural(losses, 'package')} now`])
  }

  /** The package at the destination. */
  function thereOf(journey: Journey): Package | undefined {
    return rowsFor(journey, rows, plan).find((row) => !row.is_sync_failed && sameFiles(journey.files, filesOf(row)))
  }

  function isDelivered(journey: Journey): boolean {
    return hasTag(thereOf(journey), plan.tag) && !journey.item.carriesTag
  }

  /** Different bytes that appeared beside a package after planning belong to its sibling if the source has them too. */
  async function recogniseSiblings() {
    const contested = missing.filter((journey) => kindOf(journey) === 'other bytes')
    const known = contested.flatMap(({ item }) => sources.get(item.slugPerm) ?? [])
    const standings = await standingsOf(known, rows, source)
    for (const journey of contested) journey.siblings = standings.get(journey.item.slugPerm)?.siblings ?? journey.siblings
  }

  /** How a package that is not at the destination, or has no tag there, differs from the plan; undefined if it does not. */
  async function changeOf(journey: Journey, row: Package | undefined): Promise<string | undefined> {
    const { item, key } = journey
    if (!isSent(item) && kindOf(journey) === 'absent') return `has left ${plan.destination}`
    if (row === undefined) return (await movedAlready({ item, key })) ? undefined : `has left ${plan.source}`
    if (keyOfRow(row) !== key) return `is ${nameOf(identityOf(row))} now`
    if (!sameFiles(item.files, filesOf(row))) return 'has other bytes now'
    if (!isInStage(from, row)) return `has left ${from.name}`
    const above = newestAbove(item)
    if (above !== undefined) return `is now lower than ${above}, the newest in ${stage.name}, so latest may move back`
    return reasonNotTo(row, isSent(item) ? plan.action : 'tag')
      ?.replace(/^it /, '')
      .replace(/\.$/, '')
  }

  /** Lists may lag behind a recent move; reading the package itself does not. */
  async function movedAlready({ item, key }: Pick<Journey, 'item' | 'key'>): Promise<boolean> {
    if (plan.action !== 'move') return false
    const row = await destination.one(item.slugPerm)
    if (row === undefined) return false
    rows.set(key, [...(rows.get(key) ?? []), row])
    return true
  }

  async function askGates(candidates: readonly { journey: Journey; row: Package }[]) {
    const sourceRows = candidates.map(({ row }) => row)
    const about = { ...asked, now, waiverLife: plan.rules.waiverLife, subject: undefined }
    const known = await knowledgeAt(run.cloudsmith, source, { from: plan.from, to: stage }, sourceRows, about, run.signal)
    const subjectOf = subjectsUnder(plan)
    await eachOf(candidates, async ({ journey, row }) => {
      if (journey.held) return
      const { result, reasons, answers } = await judge(stage.gates, known(row), (waivers) => subjectOf(journey.item, waivers))
      journey.waivers = waiversIn(answers)
      if (result === 'pass') return
      const told = reasons.map((answer) => `${answer.gate}: ${describeAnswer(answer)}`)
      hold(journey, heldAs(result, reasons), told)
    })
  }
}

const heldAs = (result: Judgement['result'], reasons: Judgement['reasons']): Journey['outcome'] => {
  const outcome = outcomeOf(result, reasons)
  return outcome === 'promote' ? 'waiting' : outcome
}

const bySlug = (rows: RowsByKey): ReadonlyMap<string, Package> =>
  new Map([...rows.values()].flat().map((row) => [row.slug_perm, row]))
