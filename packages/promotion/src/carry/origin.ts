import { type Cloudsmith, ConnectionError } from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import type { FileDigest } from '../package/files.ts'
import { readMetadata } from '../repository/read-metadata.ts'

/** Content type under which {@link CarriedFrom} is attached. */
export const carriedType = 'application/vnd.cloudsmith-promotion.carried-from+json'

/** Where the bytes of a package come from: what `carry` attaches to it. Nothing signs it; `attach` of its options may. */
export interface CarriedFrom {
  readonly kind: 'cloudsmith-promotion/carried-from'
  readonly version: 1
  readonly source: {
    readonly workspace: string
    readonly repository: string
    /** `slug_perm`. */
    readonly package: string
    /** When it was uploaded there, as that side says. */
    readonly uploadedAt: string
  }
  /** Those that are the same on both sides. */
  readonly files: readonly FileDigest[]
  /** Who carried it. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
}

/**
 * Attaches where a package comes from, once: what says the same of the same source is not attached again, whoever carried it and when.
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

/** Fields may come back in another order. */
const textOf = (files: readonly FileDigest[]): string => JSON.stringify(files.map(({ filename, sha256 }) => [filename, sha256]))
