import type { CallOptions } from '../call.ts'
import { ApiError, NotFoundError } from '../errors/api.ts'
import { InvalidRequestError } from '../errors/base.ts'
import { ConnectionError } from '../errors/transport.ts'
import type { Repository, RepositoryRequest } from '../generated/v1.ts'
import type { ReposMethods } from '../generated/v1-methods.ts'
import type { Clock } from '../transport/transport.ts'

/** A repository that should exist, and its settings. Settings that are left out are not compared. */
export interface EnsureRepositoryParams extends Omit<Partial<RepositoryRequest>, 'slug'> {
  /** Slug of the workspace. */
  owner: string
  /** Slug of the repository. */
  slug: string
}

/** What `repos.ensure` did. */
export interface EnsuredRepository {
  /** Whether the repository was created, updated, or already as specified. */
  readonly action: 'created' | 'updated' | 'unchanged'
  /** The repository as it is now. */
  readonly repository: Repository
  /** Names of the settings that were changed. Empty unless `action` is `updated`. */
  readonly changed: readonly EnsuredSetting[]
}

/** A setting of a repository. */
export type EnsuredSetting = Exclude<keyof RepositoryRequest, 'slug'>

/** Settings that can only be set when a repository is created. @see docs/service.md#repositories */
const fixed: ReadonlySet<string> = new Set<EnsuredSetting>(['content_kind', 'storage_region'])

/** Milliseconds to wait before checking again for a repository that was just created elsewhere. @see docs/service.md#read-after-write */
const lag = 2000

/** @see ReposHelpers.ensure */
export async function ensureRepository(
  repos: ReposMethods,
  clock: Clock,
  { owner, slug, ...settings }: EnsureRepositoryParams,
  options: CallOptions = {},
): Promise<EnsuredRepository> {
  const found = await look()
  if (found !== undefined) return adapt(found)
  try {
    const repository = await repos.create({ owner, name: slug, ...defined(settings), slug }, options)
    return { action: 'created', repository, changed: [] }
  } catch (error) {
    // Another caller may have created it in the meantime, or this call did and the response was lost.
    if (!mayBeThere(error)) throw error
    const other = (await look()) ?? (await clock.sleep(lag, options.signal).then(look))
    if (other === undefined) throw error
    return adapt(other)
  }

  async function look(): Promise<Repository | undefined> {
    try {
      return await repos.read({ owner, repo: slug }, options)
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  }

  async function adapt(repository: Repository): Promise<EnsuredRepository> {
    const differing = Object.entries(defined(settings)).filter(
      ([name, wanted]) => !isSame(repository[name as EnsuredSetting], wanted),
    )
    if (differing.length === 0) return { action: 'unchanged', repository, changed: [] }
    const [lasting] = differing.filter(([name]) => fixed.has(name))
    if (lasting !== undefined) {
      const [name, wanted] = lasting
      const is = JSON.stringify(repository[name as EnsuredSetting])
      throw new InvalidRequestError(
        `${owner}/${slug} has the ${name} ${is}, not ${JSON.stringify(wanted)}: this can only be set when a repository is created.`,
      )
    }
    const changed = differing.map(([name]) => name as EnsuredSetting)
    const after = await repos.update({ owner, repo: slug, ...Object.fromEntries(differing) }, options)
    return { action: 'updated', repository: after, changed }
  }
}

/** The settings that are not undefined. */
const defined = <Settings extends object>(settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings

/** The service keeps no order in the lists of a repository. */
function isSame(is: unknown, wanted: unknown): boolean {
  const text = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.toSorted() : value)
  return text(is) === text(wanted)
}

/** Whether an error may mean that the repository exists: a conflict with its slug or name, or a lost response. */
const mayBeThere = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  (error instanceof ApiError && (error.status >= 500 || [400, 409, 422].includes(error.status)))
