import { type Cloudsmith, InvalidRequestError, type Package } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { describeAnswer } from '../gates/explain.ts'
import type { Gate } from '../gates/gate.ts'
import { judge } from '../gates/judge.ts'
import { directoryOf } from '../gates/people.ts'
import { longestWaiver, type Waiver } from '../gates/waiver.ts'
import type { StaleScan, Unscannable } from '../package/arrival.ts'
import { filesOf } from '../package/files.ts'
import { knowledgeAt } from '../plan/knowledge-at.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import type { Place } from '../repository/place.ts'
import { PlanError } from '../repository/plan-error.ts'
import { openRepository } from '../repository/repository.ts'
import { type Selection, select } from '../repository/select.ts'
import { firstOf } from '../text/cut.ts'
import { type Carriage, carryOne } from './carry-one.ts'
import { CarryInterruptedError } from './interrupted-error.ts'
import type { CarriedFrom } from './origin.ts'
import { type CarryItem, type CarryReport, isThere } from './report.ts'
import { memorySpool, type Spool } from './spool.ts'

/** One side of {@link carry}: a repository, and a client that may speak with it. */
export interface CarrySide extends Place {
  readonly cloudsmith: Cloudsmith
}

/** What happens while packages are carried. */
export type CarryEvent = { readonly done: number; readonly total: number } & (
  | { readonly type: 'fetched'; readonly package: CarryItem['package']; readonly filename: string; readonly bytes: number }
  | { readonly type: 'settled'; readonly item: CarryItem }
)

/** Options of {@link carry}. */
export interface CarryOptions {
  select: Selection
  /** Nothing selected is no error. Default: false. */
  allowEmpty?: boolean | undefined
  /** Tags that packages get at the destination, last of all. Default: none. */
  tags?: readonly string[] | undefined
  /** What has to be true of a package at the source before it is carried. Default: nothing. */
  gates?: readonly Gate[] | undefined
  waivers?: readonly Waiver[] | undefined
  /** What to make of a package that the service does not scan. Default: `block`. */
  unscannable?: Unscannable | undefined
  /** What gates make of a scan of long ago. Default: a scan does not get stale. */
  staleScan?: StaleScan | undefined
  /** Packages on their way at once. Default: 3. */
  concurrency?: number | undefined
  /** Keeps files between download and upload. Default: `memorySpool()`, which takes files of up to 64 MiB. */
  spool?: Spool | undefined
  /** Who carries, for what is attached. Default: the slug of who the destination knows the caller as. */
  by?: string | undefined
  /**
   * Called for every package that is verified at the destination, before it is tagged: to attach evidence, for example. It may be called again
   * for the same package.
   */
  attach?: ((carried: { ref: PackageRef; package: Package; origin: CarriedFrom }) => Promise<void>) | undefined
  onEvent?: ((event: CarryEvent) => void) | undefined
  /** Milliseconds for all of it, scans included. What is not there then is `waiting`. Default: 3 600 000, an hour. */
  timeout?: number | undefined
  /** Ends it between two steps. */
  signal?: AbortSignal | undefined
}

/**
 * Carries packages into a repository of another workspace, where the service does not copy: downloads their files, uploads them there, and
 * verifies that they are the same packages with the same bytes, scanned and with nothing against them. It attaches where they come from, and
 * tags them last. Credentials of one side never reach the other.
 *
 * May be called again after any failure, and by several at once: what is there is not uploaded again, other bytes are a conflict, and own
 * failed entries are deleted. Formats whose files do not make the package again are `blocked`, with the reason.
 *
 * @throws {PlanError} nothing is selected, or something listed is missing
 * @throws {CarryInterruptedError} it was aborted, or a side cannot be reached or refuses the caller; `report` tells what was done
 * @example
 * await carry(
 *   { cloudsmith: ours, owner: 'acme', repo: 'production' },
 *   { cloudsmith: theirs, owner: 'globex', repo: 'from-acme' },
 *   { select: { tag: 'released' }, tags: ['from-acme'] },
 * )
 */
export async function carry(from: CarrySide, to: CarrySide, options: CarryOptions): Promise<CarryReport> {
  const { clock } = to.cloudsmith
  const { signal, timeout = 3_600_000, concurrency = 3, onEvent } = options
  if (!(concurrency >= 1)) throw new InvalidRequestError('concurrency must be at least 1.')
  if (from.owner === to.owner && from.repo === to.repo && from.cloudsmith === to.cloudsmith) {
    throw new InvalidRequestError(`${from.owner}/${from.repo} is both the source and the destination: there is nothing to carry.`)
  }
  const started = clock.now()
  const source = openRepository(from.cloudsmith, from, { signal })
  const destination = openRepository(to.cloudsmith, to, { signal })
  const rows = await selected(source, options)
  const present = await destination.find(rows.map(identityOf))
  const stop = new AbortController()
  const carriage: Carriage = {
    source: { cloudsmith: from.cloudsmith, reader: source },
    destination: { cloudsmith: to.cloudsmith, reader: destination },
    rules: { unscannable: options.unscannable ?? 'block', staleScan: options.staleScan },
    tags: options.tags ?? [],
    by: options.by ?? (await nameAt(to.cloudsmith, signal)),
    spool: options.spool ?? memorySpool(),
    judge: (row) => judgeAtSource(from, to, row, options),
    ...(options.attach === undefined ? {} : { attach: options.attach }),
    onFetched: (row, { filename, size }) =>
      onEvent?.({ type: 'fetched', package: identityOf(row), filename, bytes: size, ...progress() }),
  }
  const items = new Map<Package, CarryItem>()
  const failures: unknown[] = []
  const left = rows.values()
  await Promise.all(Array.from({ length: concurrency }, work))
  if (failures.length > 0) throw new CarryInterruptedError(report(), failures[0])
  return report()

  async function work() {
    const ended = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
    for (const row of left) {
      if (failures.length > 0) return
      const remaining = started + timeout - clock.now()
      try {
        const waiting = { timeout: Math.max(0, remaining), signal: ended }
        const item = remaining > 0 ? await carryOne(carriage, row, present.get(keyOfRow(row)) ?? [], waiting) : tooLate(row)
        items.set(row, item)
        onEvent?.({ type: 'settled', item, ...progress() })
      } catch (error) {
        failures.push(error)
        stop.abort(error)
      }
    }
  }

  function progress() {
    return { done: items.size, total: rows.length }
  }

  function report(): CarryReport {
    const all = rows.map((row) => items.get(row) ?? tooLate(row))
    return {
      source: { owner: from.owner, repo: from.repo },
      destination: { owner: to.owner, repo: to.repo },
      complete: all.every(isThere),
      startedAt: new Date(started).toISOString(),
      finishedAt: new Date(clock.now()).toISOString(),
      items: all,
    }
  }
}

const tooLate = (row: Package): CarryItem => ({
  package: identityOf(row),
  outcome: 'waiting',
  reasons: ['the time ran out before its turn'],
  source: row.slug_perm,
  destination: null,
  files: filesOf(row),
  scan: null,
})

async function selected(source: ReturnType<typeof openRepository>, options: CarryOptions): Promise<readonly Package[]> {
  const everyRow = { query: undefined, whyNot: () => undefined }
  const rules = { stage: everyRow, pipeline: everyRow }
  const { rows, missing, missingSlugs } = await select(source, options.select, {
    rules,
    keep: (row) => row,
    allowEmpty: options.allowEmpty,
  })
  const nowhere = [...missing.map((each) => JSON.stringify(each)), ...missingSlugs]
  if (nowhere.length > 0) throw new PlanError(`${source.owner}/${source.repo} does not have ${firstOf(nowhere).join(', ')}.`)
  return rows
}

/** What the gates hold against a package. */
async function judgeAtSource(from: CarrySide, to: CarrySide, row: Package, options: CarryOptions) {
  const { gates = [], waivers = [], unscannable = 'block', staleScan, signal } = options
  if (gates.length === 0) return undefined
  const door = { name: `${to.owner}/${to.repo}`, gates, unscannable, staleScan }
  const { personOf, groupsOf } = directoryOf(undefined)
  const nobody = { consents: [], requestedBy: undefined, subject: undefined, personOf, groupsOf }
  const about = { now: new Date(from.cloudsmith.clock.now()), waivers, waiverLife: longestWaiver, ...nobody }
  const known = await knowledgeAt(from.cloudsmith, from, { from: from.repo, to: door }, [row], about, signal)
  const { result, reasons } = await judge(gates, known(row))
  if (result === 'pass') return undefined
  const told = reasons.map((answer) => `${answer.gate}: ${describeAnswer(answer)}`)
  return { outcome: result === 'block' ? ('blocked' as const) : ('waiting' as const), reasons: told }
}

/** Who the service takes the caller for. */
async function nameAt(cloudsmith: Cloudsmith, signal: AbortSignal | undefined): Promise<string> {
  const { slug, name } = await cloudsmith.user.self({ signal })
  return slug ?? name ?? 'somebody'
}
