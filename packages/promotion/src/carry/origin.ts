import { type Cloudsmith, ConnectionError } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import type { FileDigest } from '../package/files.ts'
import { readMetadata } from '../repository/read-metadata.ts'

/** Content type of an attached {@link CarriedFrom}. */
export const carriedType = 'application/vnd.cloudsmith-promotion.carried-from+json'

/** The origin of a carried package, which `carry` attaches to it. It is not signed; the `attach` option can add signed evidence. */
export interface CarriedFrom {
  readonly kind: 'cloudsmith-promotion/carried-from'
  readonly version: 1
  readonly source: {
    /** Slug of the workspace. */
    readonly workspace: string
    /** Slug of the repository. */
    readonly repository: string
    /** `slug_perm`. */
    readonly package: string
    /** When it was uploaded there, according to the source. */
    readonly uploadedAt: string
  }
  /** The files that both sides have. */
  readonly files: readonly FileDigest[]
  /** Who carried it. */
  readonly by: string
  /** When it was carried, in ISO 8601. */
  readonly at: string
}

/**
 * Attaches the origin of a package once: if an origin with the same source and files is attached already, it adds nothing.
 *
 * @returns whether it was attached now
 */
export async function attachOrigin(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  origin: CarriedFrom,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const isThere = async () =>
    (await readMetadata(cloudsmith, ref, signal)).some(
      ({ content_type, content }) => content_type === carriedType && saysTheSame(content, origin),
    )
  if (await isThere()) return false
  const params = {
    package_slug_perm: ref.identifier,
    content: { ...origin },
    content_type: carriedType,
    source_identity: '@cloudsmith-sdk/promotion',
  }
  try {
    await cloudsmith.v2.metadata.create(params, { signal })
  } catch (error) {
    if (!(error instanceof ConnectionError) || !(await isThere())) throw error
  }
  return true
}

function saysTheSame(content: unknown, { source, files }: CarriedFrom): boolean {
  if (typeof content !== 'object' || content === null) return false
  const other = content as Partial<CarriedFrom>
  const isSource = (['workspace', 'repository', 'package'] as const).every((key) => other.source?.[key] === source[key])
  return isSource && textOf(other.files ?? []) === textOf(files)
}

/** Fields may be returned in a different order. */
const textOf = (files: readonly FileDigest[]): string => JSON.stringify(files.map(({ filename, sha256 }) => [filename, sha256]))
