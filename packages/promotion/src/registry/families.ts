import type { Package } from '@cloudsmith-sdk/client'
import { eachOf } from '../repository/concurrency.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import type { PackageRow } from '../repository/row.ts'
import { imageDigest } from './image-digest.ts'
import { type ImageRef, namedBy } from './images-of.ts'
import { openRegistry } from './open-registry.ts'
import type { Registry } from './registry.ts'

/** The repositories between which images are promoted. */
export interface Sides {
  readonly source: RepositoryReader
  readonly destination: RepositoryReader
}

/** All that an image needs, through any number of nested indexes. */
export interface Family<Row extends PackageRow> {
  /** Rows of the source, or of the destination if the source lacks them. Each comes before the indexes that name it. */
  readonly images: readonly (Row | Package)[]
  /** Digests, in hex, that are on neither side. */
  readonly missing: readonly string[]
  /** Why its own manifest cannot be read: a sentence without a full stop. */
  readonly refusal: string | undefined
}

/**
 * Finds the images that Docker images name: a multi-platform image is an index, whose platform images are rows of their own. Neither is
 * usable without the other.
 *
 * Each manifest costs one request to the registry. The rows are found together, many per query; rows that were passed in are not searched
 * for.
 *
 * @param tops images of either side
 * @returns families by `slug_perm`, for the given images and every index that they name. Manifests of packages that are quarantined or not
 * synchronised are not requested, because the registry does not return them.
 * @throws {RegistryError} the registry refuses the credentials, or a response does not match its digest
 */
export async function familiesOf<Row extends PackageRow>(
  tops: readonly Row[],
  { source, destination }: Sides,
  { registry, signal }: { registry: Registry; signal: AbortSignal | undefined },
): Promise<ReadonlyMap<string, Family<Row>>> {
  const open = openRegistry(registry)
  const named = new Map<string, readonly ImageRef[]>()
  const refusals = new Map<string, string>()
  const known = new Map<string, Row | Package>()
  const keep = (row: Row | Package) => {
    const digest = imageDigest(row)
    if (digest === undefined || row.is_sync_failed) return
    const key = keyOf(row.name, digest)
    if (!known.has(key)) known.set(key, row)
  }
  for (const row of tops) keep(row)
  const read = new Map<string, Row | Package>()
  for (let level: readonly (Row | Package)[] = tops; level.length > 0; ) {
    for (const row of level) read.set(row.slug_perm, row)
    await eachOf(level.filter(isGivenOut), async (row) => {
      const answer = await namedBy(open, row, signal)
      if ('images' in answer) named.set(row.slug_perm, answer.images)
      else refusals.set(row.slug_perm, refusalTexts[answer.refused])
    })
    const below = level.flatMap((row) => (named.get(row.slug_perm) ?? []).map((image) => ({ ...image, name: row.name })))
    for (const side of [source, destination]) {
      const unknown = below.filter(({ name, digest }) => !known.has(keyOf(name, digest)))
      if (unknown.length > 0) await side.find(unknown.flatMap(identitiesOf), { met: keep })
    }
    const indexes = below.flatMap(({ name, digest, isIndex }) => (isIndex ? (known.get(keyOf(name, digest)) ?? []) : []))
    level = [...new Set(indexes)].filter(({ slug_perm }) => !read.has(slug_perm))
  }
  return new Map([...read].map(([slug, row]) => [slug, { ...familyOf(row), refusal: refusals.get(slug) }]))

  function familyOf(top: Row | Package): Omit<Family<Row>, 'refusal'> {
    const images = new Set<Row | Package>()
    const missing = new Set<string>()
    const visit = (parent: Row | Package) => {
      for (const { digest } of named.get(parent.slug_perm) ?? []) {
        const row = known.get(keyOf(parent.name, digest))
        if (row === undefined) missing.add(digest)
        if (row === undefined || row === top || images.has(row)) continue
        visit(row)
        images.add(row)
      }
    }
    visit(top)
    return { images: [...images], missing: [...missing].toSorted() }
  }
}

const refusalTexts = {
  unknown: 'the registry does not have its manifest, so it is not known which images it lists',
  denied: 'the registry refuses to return its manifest, so it is not known which images it lists',
}

/** Why an image must not be promoted without a registry. */
export const unknownParts =
  'it is a multi-platform image, whose platforms are packages of their own, and no registry is set in which to find them: set one'

/** Whether a row may be a multi-platform image, judging by the row alone. */
export const hasSeveralPlatforms = ({ format, architectures }: PackageRow): boolean =>
  format === 'docker' && architectures.length > 1

/** Describes the parts of an image that are on neither side. */
export const missingText = (repo: string, missing: readonly string[]): string =>
  `${repo} lacks images that it lists: ${missing.map((digest) => `sha256:${digest}`).join(', ')}`

const isGivenOut = (row: PackageRow): boolean => row.is_sync_completed && !row.is_quarantined

const keyOf = (name: string | null, digest: string): string => `${name ?? ''} ${digest}`

/** The version of a row is the digest, with or without its algorithm. */
const identitiesOf = ({ name, digest }: { name: string | null; digest: string }) =>
  [digest, `sha256:${digest}`].map((version) => ({ format: 'docker', name: name ?? '', version, filename: '' }))
