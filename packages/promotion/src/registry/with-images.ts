import type { Package } from '@cloudsmith-sdk/client'
import { imageDigest } from '../package/files.ts'
import { eachOf } from '../repository/concurrency.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { imagesAt } from './images-of.ts'
import { openRegistry } from './open-registry.ts'
import type { Registry } from './registry.ts'

/** Rows of a plan, and what is known of the indexes among them. */
export interface WithImages {
  /** The rows that were given, and those of the images that indexes among them name. */
  readonly rows: readonly Package[]
  /** The `slug_perm` of the images that an index needs, by its own. */
  readonly parts: ReadonlyMap<string, readonly string[]>
  /** Why an image must not be promoted, by its `slug_perm`: sentences without full stop. */
  readonly flaws: ReadonlyMap<string, string>
}

/**
 * Adds to Docker images those that they name: an image for several platforms is an index, whose platform images are rows of their own and
 * useless without it, as it is without them. An image is flawed where one that it names is neither at the source nor at the destination,
 * or where its manifest cannot be had.
 *
 * Without a registry there is no telling what an index names: a row for several architectures is flawed.
 *
 * @param destination asked for images that the source lacks: what was moved there before counts as found
 * @throws {RegistryError} the registry does not let the caller in, or its answers are not what their digests say
 */
export async function withImages(
  source: RepositoryReader,
  selected: readonly Package[],
  destination: RepositoryReader,
  { registry, signal }: { registry: Registry | undefined; signal: AbortSignal | undefined },
): Promise<WithImages> {
  const images = selected.filter(({ format }) => format === 'docker')
  const flaws = new Map<string, string>()
  const parts = new Map<string, readonly string[]>()
  if (registry === undefined) {
    for (const { slug_perm, architectures } of images) if (architectures.length > 1) flaws.set(slug_perm, unknownParts)
    return { rows: selected, parts, flaws }
  }
  const open = openRegistry(registry)
  const bySlug = new Map(selected.map((row) => [row.slug_perm, row]))
  const atSource = imagesByDigest(source)
  const atDestination = imagesByDigest(destination)
  for (let fresh: readonly Package[] = images; fresh.length > 0; ) {
    const found: Package[] = []
    // A manifest that is quarantined or not synchronised yet is not given out, and its row is held for that.
    await eachOf(fresh.filter(isGivenOut), async (row) => {
      const answer = await imagesAt(open, row, signal)
      if ('refused' in answer) flaws.set(row.slug_perm, refusals[answer.refused])
      if ('refused' in answer || answer.images.length === 0) return
      const known = await atSource(row.name ?? '')
      const named = answer.images.map((image) => ({ ...image, part: known.get(image.digest) }))
      const gone = named.filter(({ part }) => part === undefined)
      const there = gone.length === 0 ? known : await atDestination(row.name ?? '')
      const missing = gone.filter(({ digest }) => !there.has(digest)).map(({ digest }) => `sha256:${digest}`)
      if (missing.length > 0)
        flaws.set(row.slug_perm, `${source.repo} lacks images that it names: ${missing.toSorted().join(', ')}`)
      const kept = named.flatMap(({ part, isIndex }) => (part === undefined ? [] : [{ part, isIndex }]))
      parts.set(
        row.slug_perm,
        kept.map(({ part }) => part.slug_perm),
      )
      for (const { part, isIndex } of kept) {
        bySlug.set(part.slug_perm, part)
        if (isIndex) found.push(part)
      }
    })
    fresh = found.filter(({ slug_perm }) => !parts.has(slug_perm) && !flaws.has(slug_perm))
  }
  return { rows: [...bySlug.values()], parts, flaws }
}

const unknownParts = 'it is for several platforms, whose images are packages of their own: pass registry, so that they are found'

const refusals = {
  unknown: 'the registry does not have its manifest, so there is no telling which images it names',
  denied: 'the registry denies its manifest, so there is no telling which images it names',
}

const isGivenOut = (row: Package): boolean => row.is_sync_completed && !row.is_quarantined

/** Makes the function that gives the images of a name in a repository by their digest, read once. What failed to synchronise is none. */
function imagesByDigest(repository: RepositoryReader) {
  const read = async (name: string): Promise<ReadonlyMap<string, Package>> => {
    const rows = new Map<string, Package>()
    const keep = (row: Package) => {
      const digest = imageDigest(row.version)
      if (row.format === 'docker' && row.name === name && !row.is_sync_failed && digest !== undefined) rows.set(digest, row)
    }
    await repository.find([{ format: 'docker', name, version: '', filename: '' }], { versions: true, met: keep })
    return rows
  }
  const known = new Map<string, ReturnType<typeof read>>()
  return (name: string) => {
    const rows = known.get(name) ?? read(name)
    known.set(name, rows)
    return rows
  }
}
