import {
  ApiError,
  AuthenticationError,
  ChecksumMismatchError,
  type Cloudsmith,
  CloudsmithError,
  InvalidRequestError,
  type Package,
  type PackageDetail,
  PaymentRequiredError,
  RateLimitError,
  SyncFailedError,
  WaitTimeoutError,
} from '@cloudsmith-sdk/client'
import { type PackageRef, refOf, type WaitOptions } from '@cloudsmith-sdk/client/sync'
import type { ArrivalRules } from '../package/arrival.ts'
import { awaitScan, requireStanding } from '../package/await-scan.ts'
import { clearAway } from '../package/clear-away.ts'
import { deliver } from '../package/delivery.ts'
import { differenceText, nameOf } from '../package/describe.ts'
import { ConflictError, PromotionError } from '../package/errors.ts'
import { compareFiles, filesOf } from '../package/files.ts'
import { mark } from '../package/mark.ts'
import { reasonNotTo } from '../package/transfer.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { attachOrigin, type CarriedFrom } from './origin.ts'
import { type CarriedFile, recipeOf } from './recipe.ts'
import type { CarryItem, CarryOutcome } from './report.ts'
import type { Spool } from './spool.ts'
import { uploadOnce } from './upload-once.ts'

/** What all packages of one `carry` call share. */
export interface Carriage {
  readonly source: { readonly cloudsmith: Cloudsmith; readonly reader: RepositoryReader }
  readonly destination: { readonly cloudsmith: Cloudsmith; readonly reader: RepositoryReader }
  readonly rules: ArrivalRules
  readonly tags: readonly string[]
  readonly by: string
  readonly spool: Spool
  /** Returns what holds a package back at the source, or undefined if nothing does. */
  judge(row: Package): Promise<{ outcome: CarryOutcome; reasons: readonly string[] } | undefined>
  attach?(carried: { ref: PackageRef; package: PackageDetail; origin: CarriedFrom }): Promise<void>
  onFetched(row: Package, file: CarriedFile): void
}

/**
 * Carries one package: checks whether it is there, uploads it if not, verifies it, attaches its origin, and tags it last.
 *
 * @param seen rows of the destination with its identity, read a moment ago
 * @throws {CloudsmithError} an error that would fail every other package too
 */
export async function carryOne(
  carriage: Carriage,
  row: Package,
  seen: readonly Package[],
  waiting: WaitOptions,
): Promise<CarryItem> {
  const { source, destination, rules, tags } = carriage
  const { cloudsmith, reader } = destination
  const { signal } = waiting
  const base = { package: identityOf(row), source: row.slug_perm, files: filesOf(row) }
  let arrived: PackageDetail | undefined
  try {
    const delivered = await deliver({ cloudsmith, source: row, origin: source.reader, destination: reader, seen, send, waiting })
    arrived = delivered.package
    await requireSame(arrived, !delivered.alreadyThere)
    const { scan } = await awaitScan(cloudsmith, arrived, rules, waiting)
    const origin = originOf()
    await attachOrigin(cloudsmith, refOf(arrived), origin, signal)
    await carriage.attach?.({ ref: refOf(arrived), package: arrived, origin })
    const judge = (each: PackageDetail) => void requireStanding(each, rules, new Date(cloudsmith.clock.now()))
    if (tags.length > 0) await mark(cloudsmith, [arrived], { tags, immutable: false, signal, judge })
    const { lost } = { lost: undefined, ...recipeOf(row) }
    return {
      ...base,
      outcome: delivered.alreadyThere ? 'already there' : 'carried',
      reasons: delivered.alreadyThere || lost === undefined ? [] : [`it arrived without ${lost}`],
      destination: arrived.slug_perm,
      scan: { status: scan.status, completedAt: scan.completedAt?.toISOString() ?? null },
    }
  } catch (error) {
    const { outcome, reasons } = settled(error)
    return { ...base, outcome, reasons, destination: arrived?.slug_perm ?? null, scan: null }
  }

  async function send() {
    const recipe = recipeOf(row)
    if ('refusal' in recipe) throw new HeldBack('blocked', [recipe.refusal])
    const unfit = reasonNotTo(row, 'tag') ?? (row.is_downloadable ? undefined : 'the service does not allow downloading it.')
    if (unfit !== undefined) throw new HeldBack('blocked', [unfit.replace(/\.$/, '')])
    const held = await carriage.judge(row)
    if (held !== undefined) throw new HeldBack(held.outcome, held.reasons)
    const { owner, repo } = reader
    const onFetched = (file: CarriedFile) => carriage.onFetched(row, file)
    const to = { owner, repo, cloudsmith }
    return uploadOnce({ source: source.cloudsmith, row, recipe, destination: to, spool: carriage.spool, signal, onFetched })
  }

  /** Deletes an upload that turned out to be a different package. */
  async function requireSame(pkg: PackageDetail, isOwn: boolean) {
    const { differences } = compareFiles(base.files, filesOf(pkg))
    const isSame = keyOfRow(pkg) === keyOfRow(row)
    if (differences.length === 0 && isSame) return
    if (isOwn) await clearAway(cloudsmith, reader, [pkg.slug_perm], signal)
    const other = isSame ? [] : [`it became ${nameOf(identityOf(pkg))}`]
    throw new HeldBack('failed', [...other, ...differences.map((each) => differenceText(each))])
  }

  function originOf(): CarriedFrom {
    const { namespace: workspace, repository, slug_perm, uploaded_at: uploadedAt } = row
    return {
      kind: 'cloudsmith-promotion/carried-from',
      version: 1,
      source: { workspace, repository, package: slug_perm, uploadedAt },
      files: compareFiles(base.files, base.files).same,
      by: carriage.by,
      at: new Date(cloudsmith.clock.now()).toISOString(),
    }
  }
}

/** Ends the carrying of one package. */
class HeldBack extends Error {
  readonly outcome: CarryOutcome
  readonly reasons: readonly string[]

  constructor(outcome: CarryOutcome, reasons: readonly string[]) {
    super(reasons.join('; '))
    this.outcome = outcome
    this.reasons = reasons
  }
}

/** Turns an error into an outcome for its package. @throws the error itself, if it would fail every other package too */
function settled(error: unknown): { outcome: CarryOutcome; reasons: readonly string[] } {
  if (error instanceof HeldBack) return error
  if (error instanceof ConflictError) {
    return { outcome: 'conflict', reasons: error.differences.map((each) => differenceText(each)) }
  }
  if (!(error instanceof CloudsmithError) || isAboutAll(error)) throw error
  const reasons = [(error instanceof ApiError ? (error.detail ?? error.message) : error.message).replace(/\.$/, '')]
  if (error instanceof WaitTimeoutError) return { outcome: 'waiting', reasons }
  if (error instanceof InvalidRequestError) return { outcome: 'blocked', reasons }
  return { outcome: 'failed', reasons }
}

/** Whether the error would fail the next package as well. */
const isAboutAll = (error: CloudsmithError): boolean =>
  error instanceof ApiError
    ? error instanceof AuthenticationError || error instanceof RateLimitError || error instanceof PaymentRequiredError
    : ![PromotionError, SyncFailedError, WaitTimeoutError, InvalidRequestError, ChecksumMismatchError].some(
        (Known) => error instanceof Known,
      )
