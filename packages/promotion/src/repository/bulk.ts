import {
  ApiError,
  AuthenticationError,
  type BulkAction,
  type Cloudsmith,
  ConnectionError,
  PaymentRequiredError,
  RateLimitError,
  ServerError,
} from '@cloudsmith-sdk/client'
import { chunksOf, eachOf } from './concurrency.ts'
import { bulkSize } from './limits.ts'

/** An action on many packages of a repository. */
export interface BulkTask {
  readonly owner: string
  /** Slug of the repository that contains them. */
  readonly repo: string
  readonly action: Extract<BulkAction, 'Copy' | 'Move' | 'Delete' | 'Quarantine'>
  /** Slug of the repository to copy or move them to. */
  readonly target?: string | undefined
}

/** The result of an action. Packages in neither collection were processed. */
export interface BulkAnswer {
  /** The reasons for refusals, by identifier. */
  readonly refused: ReadonlyMap<string, string>
  /** Packages for which the response was lost, so it is unknown whether they were processed. */
  readonly uncertain: ReadonlySet<string>
}

/**
 * Applies an action to many packages: a hundred per request, or one by one if the service refuses the bulk request. Nothing is sent twice.
 *
 * @throws {AuthenticationError | PaymentRequiredError | RateLimitError | AbortError} nothing more can be sent
 */
export async function inBulk(
  cloudsmith: Cloudsmith,
  task: BulkTask,
  identifiers: readonly string[],
  signal: AbortSignal | undefined,
): Promise<BulkAnswer> {
  const refused = new Map<string, string>()
  const uncertain = new Set<string>()
  await eachOf(chunksOf(identifiers, bulkSize), async (chunk) => {
    const answer = await attempt(() => sendMany(cloudsmith, task, chunk, signal))
    if (answer.kind === 'uncertain') for (const identifier of chunk) uncertain.add(identifier)
    if (answer.kind === 'done') for (const [identifier, why] of answer.value) if (!isGone(task, why)) refused.set(identifier, why)
    if (answer.kind === 'refused') await oneByOne(chunk)
  })
  return { refused, uncertain }

  async function oneByOne(chunk: readonly string[]) {
    await eachOf(chunk, async (identifier) => {
      const answer = await attempt(() => sendOne(cloudsmith, task, identifier, signal))
      if (answer.kind === 'uncertain') uncertain.add(identifier)
      if (answer.kind === 'refused' && !isGone(task, answer.why)) refused.set(identifier, answer.why)
    })
  }
}

/** A package that is already gone counts as deleted. */
const isGone = ({ action }: BulkTask, why: string): boolean => action === 'Delete' && /^not found\b/i.test(why)

type Attempt<T> = { kind: 'done'; value: T } | { kind: 'refused'; why: string } | { kind: 'uncertain' }

async function attempt<T>(send: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { kind: 'done', value: await send() }
  } catch (error) {
    if (error instanceof ConnectionError || error instanceof ServerError) return { kind: 'uncertain' }
    if (!(error instanceof ApiError) || isFinal(error)) throw error
    return { kind: 'refused', why: error.detail ?? error.message }
  }
}

/** Errors that would affect every request, not only this one. */
const isFinal = (error: ApiError): boolean =>
  error instanceof AuthenticationError || error instanceof PaymentRequiredError || error instanceof RateLimitError

async function sendMany(
  cloudsmith: Cloudsmith,
  { owner, repo, action, target }: BulkTask,
  chunk: readonly string[],
  signal: AbortSignal | undefined,
): Promise<[identifier: string, why: string][]> {
  const params = { owner, repository: repo, action, identifiers: [...chunk] }
  const answer = await cloudsmith.packages.bulkAction(target === undefined ? params : { ...params, target_repository: target }, {
    signal,
  })
  return Object.entries(answer.packages_failed_to_action).map(([identifier, reasons]) => [
    identifier,
    Object.values(reasons).filter(Boolean).join(' ') || 'the service gives no reason',
  ])
}

async function sendOne(
  cloudsmith: Cloudsmith,
  { owner, repo, action, target = '' }: BulkTask,
  identifier: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { packages } = cloudsmith
  const ref = { owner, repo, identifier }
  if (action === 'Copy') await packages.copy({ ...ref, destination: target }, { signal })
  else if (action === 'Move') await packages.move({ ...ref, destination: target }, { signal })
  else if (action === 'Delete') await packages.delete(ref, { signal })
  else await packages.quarantine(ref, { signal })
}
