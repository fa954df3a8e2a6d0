import { NotFoundError } from '../errors/api.ts'
import { largestPageSize } from '../generated/page-size.ts'
import type { Package } from '../generated/v1.ts'
import type { CloudsmithV1 } from '../generated/v1-methods.ts'
import { SyncFailedError } from '../sync/errors.ts'
import { refOf } from '../sync/package-ref.ts'
import { waitForSync } from '../sync/sync.ts'
import { pending, type Timed, type WaitOptions, waitUntil } from '../sync/wait.ts'
import { type ComparedFile, expectedFilename, mayBe, type Wanted } from './same-package.ts'

/** A push: the package and its destination. */
export interface Pushed extends Wanted {
  readonly cloudsmith: CloudsmithV1 & Timed
  readonly owner: string
  readonly repo: string
  /** Reads all files and returns their digests, the main file first. */
  readonly files: () => Promise<readonly ComparedFile[]>
  readonly waiting: WaitOptions
}

/**
 * The packages that may be the one being pushed, because they have its file name or its bytes, or the name and version that the service has read
 * from the file; newest first. Takes one request, and a second one if very many packages have that file name.
 */
export async function candidates(pushed: Pushed, read?: Pick<Package, 'name' | 'version'>): Promise<readonly Package[]> {
  const { cloudsmith, owner, repo, format, filename, files, waiting } = pushed
  const [main] = await files()
  const bytes = `checksum:${main?.sha256}`
  const terms = [bytes, ...new Set([filename, expectedFilename(pushed)].map((name) => whole('filename', name)))]
  if (read?.name) terms.push(`(${whole('name', read.name)}${read.version ? ` AND ${whole('version', read.version)}` : ''})`)
  const search = async (query: string) => {
    const wanted = { owner, repo, sort: '-date' as const, page_size: largestPageSize, query: `format:${format} AND (${query})` }
    return await cloudsmith.packages.list(wanted, { signal: waiting.signal })
  }
  const { items, hasNext } = await search(terms.join(' OR '))
  // If a file name has more packages than fit on a page, as in Conan, the package is searched for by its digest.
  const rows = hasNext ? [...items, ...(await search(bytes)).items] : items
  return rows.filter((row) => mayBe(row, pushed))
}

/**
 * A term that matches a whole text. Written without the query builder, because code shared with uploads would be moved into the initial bundle.
 *
 * @see docs/service.md#search
 */
function whole(field: string, text: string): string {
  const quoted = () => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
  return `${field}:^${/^[\w.@/+-]+$/.test(text) ? text : quoted()}$`
}

/** The package after its synchronisation has ended, because its bytes may not be known before; undefined if it no longer exists. */
export async function settled({ cloudsmith, waiting }: Pushed, row: Package): Promise<Package | undefined> {
  if (row.is_sync_completed || row.is_sync_failed) return row
  try {
    return await waitForSync(cloudsmith, refOf(row), waiting)
  } catch (error) {
    if (error instanceof SyncFailedError) return error.package
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

/** Milliseconds that lists may lag behind. @see docs/service.md#read-after-write */
const lag = 60_000

/** Searches for a package that is known to exist until lists show it, for up to a minute. */
export function untilListed<T extends object>(
  look: () => Promise<T | undefined>,
  { cloudsmith, waiting }: Pushed,
): Promise<T | undefined> {
  const neverListed = new Error('not listed')
  const options = { ...waiting, timeout: lag }
  const waited = waitUntil(
    cloudsmith,
    async () => (await look()) ?? pending('not listed'),
    () => neverListed,
    options,
  )
  return waited.catch((error: unknown) => {
    if (error === neverListed) return undefined
    throw error
  })
}
