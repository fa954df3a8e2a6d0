import { type Cloudsmith, NotFoundError, PermissionError } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import type { Edge } from '../pipeline/pipeline.ts'
import { readMetadata } from '../repository/read-metadata.ts'
import { type Hold, longestWord } from './hold.ts'

/** Content type of the metadata that contains the details of a hold. */
export const holdType = 'application/vnd.cloudsmith-sdk.hold+json'

/** The source identity of that metadata. */
const sourceIdentity = '@cloudsmith-sdk/promotion'

/** The details of a hold, as attached to its package. */
export interface HoldDetails {
  /** `slug_perm` of the metadata. */
  readonly slugPerm: string
  readonly hold: Hold
}

/** The attached document; undefined if it is not a valid one. */
function documentIn(content: unknown): (Hold & Pick<Edge, 'to'>) | undefined {
  const { kind, version, to, by, why, since, until } = Object(content) as Readonly<Record<string, unknown>>
  if (kind !== documentKind || version !== 1 || typeof to !== 'string') return undefined
  if (!isWords(by) || !isWords(why) || !isMoment(since) || !(until === null || isMoment(until))) return undefined
  return { to, by, why, since, until }
}

const documentKind = 'cloudsmith-promotion/hold'

const isWords = (value: unknown): value is string => typeof value === 'string' && value.length <= longestWord

const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 40 && !Number.isNaN(Date.parse(value))

/**
 * Reads the details of the holds that keep a package from a stage, whichever edge leads there: the newest first; empty if the caller may not read
 * them. Invalid details are skipped: the tag alone holds the package. Makes one request.
 */
export async function readDetails(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  { to }: Pick<Edge, 'to'>,
  signal: AbortSignal | undefined,
): Promise<readonly HoldDetails[]> {
  const entries = await readMetadata(cloudsmith, ref, signal).catch((error: unknown) => {
    if (error instanceof PermissionError || error instanceof NotFoundError) return []
    throw error
  })
  return entries
    .filter((entry) => entry.content_type === holdType && entry.source_identity === sourceIdentity)
    .toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
    .flatMap(({ slug_perm: slugPerm, content }) => {
      const document = documentIn(content)
      if (document?.to !== to) return []
      const { by, why, since, until } = document
      return [{ slugPerm, hold: { by, why, since, until } }]
    })
}

/**
 * Attaches the details of a hold to a package.
 *
 * @throws {ApiError} the service refuses them
 */
export async function writeDetails(
  cloudsmith: Cloudsmith,
  { identifier }: PackageRef,
  { from, to }: Edge,
  { by, why, since, until }: Hold,
  signal: AbortSignal | undefined,
): Promise<void> {
  const content = { kind: documentKind, version: 1, from, to, by, why, since, until }
  const params = { package_slug_perm: identifier, content, content_type: holdType, source_identity: sourceIdentity }
  await cloudsmith.v2.metadata.create(params, { signal })
}

/** Removes details, and ignores those that are already gone. */
export async function removeDetails(
  cloudsmith: Cloudsmith,
  { identifier }: PackageRef,
  details: readonly HoldDetails[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { slugPerm } of details) {
    await cloudsmith.v2.metadata
      .delete({ package_slug_perm: identifier, slug_perm: slugPerm }, { signal, idempotent: true })
      .catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error
      })
  }
}
