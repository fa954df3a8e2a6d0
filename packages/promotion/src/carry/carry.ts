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

/** One side of {@link carry}: a repository, and a client with access to it. */
export interface CarrySide extends Place {
  /** A client with access to the repository; it is never used for the other side. */
  readonly cloudsmith: Cloudsmith
}

/** An event while packages are carried: a file was downloaded, or a package is finished. */
export type CarryEvent = { readonly done: number; readonly total: number } & (
  | { readonly type: 'fetched'; readonly package: CarryItem['package']; readonly filename: string; readonly bytes: number }
  | { readonly type: 'settled'; readonly item: CarryItem }
)

/** Options of {@link carry}. */
export interface CarryOptions {
  /** The packages to carry. */
  select: Selection
  /** Whether an empty selection is allowed. Default: false, which throws a `PlanError`. */
  allowEmpty?: boolean | undefined
  /** Tags to set at the destination, as the last step. Default: none. */
  tags?: readonly string[] | undefined
  /** Gates that a package must pass at the source before it is carried. Default: none. */
  gates?: readonly Gate[] | undefined
  /** Waivers for the gates. Default: none. */
  waivers?: readonly Waiver[] | undefined
  /** What to do with a package of a format that the service does not scan. Default: `block`. */
  unscannable?: Unscannable | undefined
  /** What to do about a scan from long ago. Default: a scan does not become stale. */
  staleScan?: StaleScan | undefined
  /** How many packages to carry at once. Default: 3. */
  concurrency?: number | undefined
  /** Keeps files between download and upload. Default: `memorySpool()`, for files of up to 64 MiB. */
  spool?: Spool | undefined
  /** Who carries the packages, for the attached origin. Default: the slug of the user at the destination. */
  by?: string | undefined
  /**
   * Called for every package that has been verified at the destination, before it is tagged, for example to attach evidence. It may be called again
   * for the same package.
   */
  attach?: ((carried: { ref: PackageRef; package: Package; origin: CarriedFrom }) => Promise<void>) | undefined
  /** Called with every event. */
  onEvent?: ((event: CarryEvent) => void) | undefined
  /** Timeout for the whole call, scans included, in milliseconds. Packages that are not there by then are `waiting`. Default: 3 600 000, an hour. */
  timeout?: number | undefined
  /** Aborts between two steps. */
  signal?: AbortSignal | undefined
}

/**
 * Copies packages into a repository of another workspace, which the service cannot do. Downloads their files, uploads them there, and verifies that
 * they are the same packages with the same bytes, scanned and without objections. Attaches their origin, and tags them last. The credentials of one
 * side never reach the other.
 *
 * It is safe to call again after any failure, and from several processes at once: packages that are there are not uploaded again, different bytes are
 * a conflict, and failed entries of its own are deleted. Formats whose packages cannot be rebuilt from their files are `blocked`, with the reason.
 *
 * @throws {PlanError} nothing is selected, or a listed package is missing
 * @throws {InvalidRequestError} `concurrency` is below 1, or source and destination are the same
 * @throws {CarryInterruptedError} it was aborted, or a side is unreachable or refuses the caller; `report` lists what was done
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

/** The objections of the gates to a package, or undefined if it passes. */
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

/** The user whom the service identifies as the caller. */
async function nameAt(cloudsmith: Cloudsmith, signal: AbortSignal | undefined): Promise<string> {
  const { slug, name } = await cloudsmith.user.self({ signal })
  return slug ?? name ?? 'somebody'
}
