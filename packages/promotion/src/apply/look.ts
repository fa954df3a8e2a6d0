import { type Cloudsmith, exactly, NotFoundError, type Package } from '@cloudsmith-sdk/client'
import { type Identity, keyOf } from '../identity.ts'
import { eachOf } from '../plan/each-of.ts'
import { pageSize } from '../plan/read-rows.ts'

/** A repository, and how many packages it has about. */
export interface Place {
  readonly owner: string
  readonly repo: string
  /** Rows that a list of all of it has, as far as is known: decides whether it is cheaper to ask for single packages. */
  readonly size: number
}

const pagesOf = (size: number) => Math.max(1, Math.ceil(size / pageSize))

/**
 * The rows of packages in a repository, failed ones included, by {@link keyOf}: with lists of the whole repository, or with a query for
 * each, whichever takes fewer requests.
 */
export async function lookFor(
  cloudsmith: Cloudsmith,
  place: Place,
  wanted: readonly Identity[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Package[]>> {
  const { owner, repo, size } = place
  const found = new Map<string, Package[]>(wanted.map((identity) => [keyOf(identity), []]))
  const keep = (row: Package) => found.get(keyOf(row))?.push(row)
  if (wanted.length >= pagesOf(size)) {
    for await (const row of cloudsmith.packages.list({ owner, repo, page_size: pageSize }, { signal })) keep(row)
  } else {
    await eachOf(wanted, async (identity) => {
      const query = exactly(identity)
      for await (const row of cloudsmith.packages.list({ owner, repo, query, page_size: pageSize }, { signal })) keep(row)
    })
  }
  return found
}

/** The rows of packages by their `slug_perm`; those that are not there are left out. */
export async function readAll(
  cloudsmith: Cloudsmith,
  { owner, repo, size }: Place,
  slugs: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Package>> {
  const found = new Map<string, Package>()
  if (slugs.length >= pagesOf(size)) {
    const wanted = new Set(slugs)
    for await (const row of cloudsmith.packages.list({ owner, repo, page_size: pageSize }, { signal })) {
      if (wanted.has(row.slug_perm)) found.set(row.slug_perm, row)
    }
  } else {
    await eachOf(slugs, async (identifier) => {
      const row = await readOne(cloudsmith, { owner, repo, identifier }, signal)
      if (row !== undefined) found.set(identifier, row)
    })
  }
  return found
}

/** A package by its `slug_perm`; undefined where the repository does not have it. */
export async function readOne(
  cloudsmith: Cloudsmith,
  ref: { owner: string; repo: string; identifier: string },
  signal: AbortSignal | undefined,
): Promise<Package | undefined> {
  try {
    return await cloudsmith.packages.read(ref, { signal })
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
