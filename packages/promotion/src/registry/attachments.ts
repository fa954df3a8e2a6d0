import { type Cloudsmith, field, type Package } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import { groupsOf, longestQuery, rowsOfGroup } from '../repository/queries.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { imageDigest } from './image-digest.ts'
import { aboutRow } from './images-of.ts'
import { openRegistry } from './open-registry.ts'
import type { Registry } from './registry.ts'

/** Where to search for what is attached to images. */
export interface AttachmentSources {
  readonly cloudsmith: Cloudsmith
  readonly source: RepositoryReader
  /** Finds attachments by the subject in their manifest; without it, only those whose tag names their subject are found. */
  readonly registry: Registry | undefined
  readonly signal: AbortSignal | undefined
}

/** Attachments per image, at most. */
const mostAttached = 1000

/**
 * Finds what is attached to Docker images: signatures, attestations and bills of materials, which are images of the same name. Their tag
 * contains the digest of their subject (`sha256-….sig`, as cosign does), or their manifest names it, which the registry can list.
 *
 * Costs one query for about forty images, and one request to the registry for each image.
 *
 * @returns attachments by the `slug_perm` of their subject
 * @throws {RegistryError} the registry refuses the credentials, or gives an invalid response
 */
export async function attachmentsOf(
  images: readonly PackageRow[],
  { cloudsmith, source, registry, signal }: AttachmentSources,
): Promise<ReadonlyMap<string, readonly Package[]>> {
  const subjects = images.flatMap((row) => {
    const digest = imageDigest(row)
    return digest === undefined || !row.is_sync_completed || row.is_quarantined ? [] : [{ row, digest, named: new Set<string>() }]
  })
  const found = new Map(subjects.map(({ row }) => [row.slug_perm, new Map<string, Package>()]))
  const add = (subject: PackageRow, row: Package) => {
    const known = found.get(subject.slug_perm)
    if (row.slug_perm !== subject.slug_perm && known !== undefined && known.size < mostAttached) known.set(row.slug_perm, row)
  }
  const parts = subjects.map(({ row, digest }) => {
    return `(${field.name.exactly(row.name ?? '')} AND ${field.tag.startsWith(`sha256-${digest}`)})`
  })
  const byName = Map.groupBy(subjects, ({ row }) => row.name)
  const met = (row: Package) => {
    for (const { row: subject, digest, named } of byName.get(row.name) ?? [])
      if (named.has(imageDigest(row) ?? '') || isCalledAfter(row, digest)) add(subject, row)
  }
  const place = { owner: source.owner, repo: source.repo }
  await eachOf(groupsOf(parts, longestQuery(cloudsmith)), (group) => rowsOfGroup(cloudsmith, place, group, met, signal))
  if (registry !== undefined) {
    const open = openRegistry(registry)
    await eachOf(subjects, async ({ row, named }) => {
      for (const { digest } of (await aboutRow(open, row, signal)).slice(0, mostAttached)) named.add(digest)
    })
    const wanted = subjects.flatMap(({ row, named }) =>
      [...named].flatMap((digest) => [digest, `sha256:${digest}`].map((version) => ({ name: row.name ?? '', version }))),
    )
    if (wanted.length > 0)
      await source.find(
        wanted.map((each) => ({ format: 'docker', filename: '', ...each })),
        { met },
      )
  }
  return new Map([...found].map(([slug, rows]) => [slug, [...rows.values()]]))
}

/** `sha256-….sig`; without an ending, it is the index that clients push to a registry without the referrers API. */
const isCalledAfter = ({ tags }: Package, digest: string): boolean =>
  (tags?.version ?? []).some((tag) => tag === `sha256-${digest}` || tag.startsWith(`sha256-${digest}.`))
