import type { Package } from '@cloudsmith-sdk/client'
import { describeAnswer } from '../gates/explain.ts'
import { judge } from '../gates/judge.ts'
import type { Knowledge } from '../gates/knowledge.ts'
import { type Identity, keyOf, sameIdentity } from '../identity.ts'
import { knowledgeAt } from '../plan/knowledge-at.ts'
import type { FrozenPackage } from '../plan/plan.ts'
import { PlanError } from '../plan/plan-error.ts'
import { differencesFrom } from '../plan/planned-files.ts'
import { reasonNotTo } from '../steps/transfer.ts'
import type { Journey } from './journey.ts'
import { lookFor, readAll, readOne } from './look.ts'
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
export async function check(run: Run, asked: Asked): Promise<ReadonlyMap<string, readonly Package[]>> {
  const { cloudsmith, plan, stage, journeys, destination, clock, signal } = run
  const travelling = journeys.filter(({ outcome, held }) => outcome === 'waiting' && !held)
  const rows = new Map(await lookFor(cloudsmith, destination, travelling.map(packageOf), signal))
  const now = new Date(clock.now())
  const absent = travelling.filter(({ item }) => kindOf(rows, item) === 'absent')
  const sources = await readAll(
    cloudsmith,
    run.source,
    absent.map(({ item }) => item.slugPerm),
    signal,
  )

  const changes: string[] = []
  for (const { item } of travelling) {
    if (kindOf(rows, item) === 'other bytes') changes.push(`${plan.destination} has other bytes of ${nameOf(item.package)} now`)
  }
  for (const journey of absent) {
    const change = await changeOf(journey, sources.get(journey.item.slugPerm))
    if (change !== undefined) changes.push(`${nameOf(journey.item.package)} ${change}`)
  }
  if (changes.length > 0) {
    throw new PlanError(`The world is not as the plan says, and nothing was sent: ${changes.join('; ')}. Plan again.`)
  }
  await askGates(
    absent.flatMap((journey) => {
      const row = sources.get(journey.item.slugPerm)
      return row === undefined ? [] : [{ journey, row }]
    }),
  )
  return rows

  function kindOf(found: ReadonlyMap<string, readonly Package[]>, item: FrozenPackage) {
    return verdictOf(item, found.get(keyOf(item.package)) ?? [], stage, now).kind
  }

  /** What is no longer as the plan says of a package that is not at the destination. */
  async function changeOf({ item }: Journey, row: Package | undefined): Promise<string | undefined> {
    if (item.outcome === 'already there') return `has left ${plan.destination}`
    if (row === undefined) return (await movedAlready(item)) ? undefined : `has left ${plan.source}`
    if (!sameIdentity(row, item.package)) return `is ${nameOf(row)} now`
    if (differencesFrom(item.files, row).length > 0) return 'has other bytes now'
    return reasonNotTo(row, plan.action)?.replace(/^it /, '').replace(/\.$/, '')
  }

  /** Lists may lag behind a move that was made a moment ago; the package itself does not. */
  async function movedAlready(item: FrozenPackage): Promise<boolean> {
    if (plan.action !== 'move') return false
    const { owner, repo } = destination
    const row = await readOne(cloudsmith, { owner, repo, identifier: item.slugPerm }, signal)
    if (row === undefined) return false
    rows.set(keyOf(item.package), [row])
    return true
  }

  async function askGates(candidates: readonly { journey: Journey; row: Package }[]) {
    const sourceRows = candidates.map(({ row }) => row)
    const at = { owner: run.source.owner, repo: run.source.repo }
    const about = { ...asked, now, plan: plan.hash }
    const known = await knowledgeAt(cloudsmith, at, { from: plan.from, to: stage }, sourceRows, about, signal)
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
      journey.reasons = [`nothing of the plan is sent while ${nameOf(holding.row)} is held`]
    }
  }
}

const packageOf = ({ item }: Journey): Identity => item.package

const nameOf = ({ format, name, version }: Pick<Package, 'format' | 'name' | 'version'>): string =>
  `${format} ${name ?? ''} ${version ?? ''}`
