import { type Cloudsmith, NotFoundError, PermissionError } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import type { Edge } from '../pipeline/pipeline.ts'
import { readMetadata } from '../repository/read-metadata.ts'
import { type Hold, longestWord } from './hold.ts'

/** Content type under which the details of a hold are attached to the package. */
export const holdType = 'application/vnd.cloudsmith-sdk.hold+json'

/** Who says that it attached them. */
const sourceIdentity = '@cloudsmith-sdk/promotion'

/** Who holds a package and why, as it is attached to it. */
export interface HoldDetails {
  /** `slug_perm` of the piece of metadata. */
  readonly slugPerm: string
  readonly hold: Hold
}

/** The document that is attached; undefined where it is none. */
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
 * Reads the details of what holds a package from a stage, as its tag does whichever edge leads there: the newest first; none where the caller
 * may not read them. What cannot be read is no detail: the tag holds all the same. One request.
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
 * @throws {ApiError} the service does not take them
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

/** Removes details; what is gone is gone. */
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
